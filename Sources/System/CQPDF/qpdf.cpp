#define POINTERHOLDER_TRANSITION 4  // of qpdf 11: std::shared_ptr alone
#include "CQPDF.h"
#include <malloc.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <vector>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFLogger.hh>

namespace {

/// What a hostile PDF may take: streams of objects unpack inside of qpdf, which has no limit of
/// its own in Debian 12. Every allocation of C++ on this thread counts against it while a
/// `Budget` stands.
constexpr size_t memory_limit = 64u << 20;
/// The most allocations of one step: what bounds the time that a hostile PDF takes.
constexpr size_t step_limit = 4u << 20;
/// The largest PDF that is looked into.
constexpr off_t file_limit = 32 << 20;

thread_local size_t left = 0;
thread_local size_t steps = 0;
thread_local bool counts = false;
/// qpdf may take an exception of its own for damage: what was refused is kept here.
thread_local bool exceeded = false;

[[noreturn]] void refuse() {
    exceeded = true;
    throw std::bad_alloc();
}

struct Budget {
    Budget() {
        left = memory_limit;
        steps = 0;
        counts = true;
        exceeded = false;
    }
    ~Budget() { counts = false; }
};

/// Takes the bytes of one embedded file, up to a limit.
class Taken : public Pipeline {
public:
    Taken(std::vector<unsigned char> &bytes, size_t limit)
        : Pipeline("embedded file", nullptr), bytes(bytes), limit(limit) {}
    void write(unsigned char const *data, size_t length) override {
        if (length > limit - bytes.size()) refuse();
        bytes.insert(bytes.end(), data, data + length);
    }
    void finish() override {}

private:
    std::vector<unsigned char> &bytes;
    size_t limit;
};

bool is_xml(std::string const &name) {
    if (name.size() < 5) return false;
    std::string end = name.substr(name.size() - 4);
    for (char &letter : end)
        if (letter >= 'A' && letter <= 'Z') letter += 32;
    return end == ".xml";
}

}  // namespace

void *operator new(std::size_t size) {
    if (counts && (size > left || ++steps > step_limit)) refuse();
    void *memory = std::malloc(size ? size : 1);
    if (!memory) throw std::bad_alloc();
    if (counts) {
        size_t taken = malloc_usable_size(memory);
        left = taken < left ? left - taken : 0;
    }
    return memory;
}

void operator delete(void *memory) noexcept {
    if (counts && memory) {
        left += malloc_usable_size(memory);
        if (left > memory_limit) left = memory_limit;
    }
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept { operator delete(memory); }

struct monthend_pdf {
    QPDF document;
    std::vector<std::pair<std::string, std::shared_ptr<QPDFFileSpecObjectHelper>>> files;
    std::vector<unsigned char> bytes;
    std::string problem;

    /// What went wrong, in words that stand on one line.
    void note(std::string const &reason) {
        problem = "PDF: " + reason.substr(0, 200);
        for (char &letter : problem)
            if (static_cast<unsigned char>(letter) < 32) letter = ' ';
    }

    void run(int descriptor) {
        if (lseek(descriptor, 0, SEEK_END) > file_limit) return note("larger than 32 MiB");
        int own = dup(descriptor);
        FILE *file = own < 0 ? nullptr : fdopen(own, "rb");
        if (!file) {
            if (own >= 0) close(own);
            return note("cannot be opened");
        }
        rewind(file);
        document.setSuppressWarnings(true);
        document.setLogger(QPDFLogger::create());
        document.processFile("PDF", file, true);
        if (document.isEncrypted()) return note("encrypted");
        QPDFEmbeddedFileDocumentHelper helper(document);
        for (auto const &entry : helper.getEmbeddedFiles()) {
            std::string name = entry.second->getFilename();
            if (name.empty()) name = entry.first;
            if (is_xml(name)) files.emplace_back(name, entry.second);
            if (files.size() > 100) return note("more than 100 embedded files");
        }
    }
};

/// Runs a step within the budget; what qpdf throws becomes the problem.
template <typename Step>
static void guarded(monthend_pdf *pdf, Step step) {
    try {
        Budget budget;
        step();
    } catch (QPDFExc const &error) {
        bool locked = error.getErrorCode() == qpdf_e_password;
        pdf->note(locked ? "encrypted" : error.getMessageDetail());
    } catch (std::bad_alloc const &) {
        exceeded = true;
    } catch (std::exception const &error) {
        pdf->note(error.what());
    } catch (...) {
        pdf->note("damaged");
    }
    if (exceeded) pdf->note("what it holds is too large");
}

monthend_pdf *monthend_pdf_open(int descriptor) {
    monthend_pdf *pdf = nullptr;
    try {
        pdf = new monthend_pdf();
    } catch (...) {
        return nullptr;
    }
    guarded(pdf, [&] { pdf->run(descriptor); });
    return pdf;
}

void monthend_pdf_close(monthend_pdf *pdf) { delete pdf; }

const char *monthend_pdf_problem(const monthend_pdf *pdf) {
    return pdf->problem.empty() ? nullptr : pdf->problem.c_str();
}

size_t monthend_pdf_count(const monthend_pdf *pdf) { return pdf->files.size(); }

const char *monthend_pdf_name(const monthend_pdf *pdf, size_t index) {
    return pdf->files[index].first.c_str();
}

const unsigned char *monthend_pdf_read(monthend_pdf *pdf, size_t index, size_t limit,
                                       size_t *length) {
    *length = 0;
    pdf->problem.clear();
    guarded(pdf, [&] {
        pdf->bytes.clear();
        // A part that cannot be unpacked leaves what came before it: that is no file.
        QPDFObjectHandle stream = pdf->files[index].second->getEmbeddedFileStream();
        if (!stream.isStream()) return pdf->note("the embedded file is not there");
        Taken taken(pdf->bytes, limit);
        if (!stream.pipeStreamData(&taken, 0, qpdf_dl_all, true))
            pdf->note("the embedded file cannot be unpacked");
    });
    if (!pdf->problem.empty()) return nullptr;
    *length = pdf->bytes.size();
    static const unsigned char nothing = 0;
    return pdf->bytes.empty() ? &nothing : pdf->bytes.data();
}
