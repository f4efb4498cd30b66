// Posting
