#include "CSimdJSON.h"
#include <simdjson.h>
#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

using namespace simdjson;

struct monthend_json {
    ondemand::parser parser;
    /// The document with the readable bytes behind it that simdjson asks for.
    std::unique_ptr<char[]> padded;
    size_t capacity = 0;
    std::vector<monthend_json_token> tokens;
    /// The keys of the objects that are open, the outermost object's first.
    std::vector<std::string_view> keys;

    /// Copies a document in; false when out of memory.
    bool hold(const unsigned char *text, size_t length) {
        if (length > capacity || !padded) {
            size_t room = std::max<size_t>(2 * capacity, std::max<size_t>(length, 4096));
            padded.reset(new (std::nothrow) char[room + SIMDJSON_PADDING]);
            capacity = padded ? room : 0;
            if (!padded || parser.allocate(room)) return false;
        }
        if (length) std::memcpy(padded.get(), text, length);
        std::memset(padded.get() + length, 0, SIMDJSON_PADDING);
        return true;
    }
};

namespace {

constexpr int maximum_depth = 64;

/// RFC 8259 section 6: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
bool is_number(std::string_view text) {
    size_t i = 0, n = text.size();
    auto digits = [&] {
        size_t start = i;
        while (i < n && text[i] >= '0' && text[i] <= '9') i++;
        return i > start;
    };
    if (i < n && text[i] == '-') i++;
    if (i < n && text[i] == '0') i++;
    else if (!digits()) return false;
    if (i < n && text[i] == '.') {
        i++;
        if (!digits()) return false;
    }
    if (i < n && (text[i] == 'e' || text[i] == 'E')) {
        i++;
        if (i < n && (text[i] == '+' || text[i] == '-')) i++;
        if (!digits()) return false;
    }
    return i == n;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n' ||
                             text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// The keys met so far in one object.
class object_keys {
    std::vector<std::string_view> &keys;
    const size_t first;
    /// A bit for every key met: most keys are told new by it alone.
    uint64_t met = 0;
    /// The same keys sorted, once they are too many to go through.
    std::set<std::string_view> sorted;

  public:
    explicit object_keys(std::vector<std::string_view> &keys) : keys(keys), first(keys.size()) {}
    ~object_keys() { keys.resize(first); }

    /// False where the key stands in the object already.
    bool insert(std::string_view key) {
        uint64_t bit = mark(key);
        if ((met & bit) && has(key)) return false;
        met |= bit;
        keys.push_back(key);
        return true;
    }

  private:
    static uint64_t mark(std::string_view key) {
        if (key.empty()) return 1;
        return uint64_t(1) << ((key.size() + 7 * key.front() + 31 * key.back()) & 63);
    }

    [[gnu::noinline]] bool has(std::string_view key) {
        constexpr size_t few = 64;
        size_t count = keys.size() - first;
        if (count <= few) return std::find(keys.begin() + first, keys.end(), key) != keys.end();
        for (size_t next = first + sorted.size(); next < keys.size(); next++)
            sorted.insert(keys[next]);
        return sorted.count(key) > 0;
    }
};

struct walker {
    monthend_json &reader;
    const char *problem = nullptr;

    void say(monthend_json_event event, std::string_view text = {}) {
        reader.tokens.push_back(
            {reinterpret_cast<const unsigned char *>(text.data()), text.size(), event});
    }
    bool fail(const char *reason) {
        if (!problem) problem = reason;
        return false;
    }
    bool fail(error_code error) { return fail(error_message(error)); }

    bool atom(std::string_view raw) {
        raw = trimmed(raw);
        if (is_number(raw)) return say(monthend_json_number, raw), true;
        if (raw == "true") return say(monthend_json_true), true;
        if (raw == "false") return say(monthend_json_false), true;
        if (raw == "null") return say(monthend_json_null), true;
        return fail("a value is neither a number, true, false nor null");
    }

    template <typename Value> bool object(Value &value, int depth) {
        ondemand::object members;
        if (auto error = value.get_object().get(members)) return fail(error);
        say(monthend_json_object_start);
        object_keys keys(reader.keys);
        for (auto member : members) {
            ondemand::field field;
            if (auto error = std::move(member).get(field)) return fail(error);
            std::string_view key;
            if (auto error = field.unescaped_key().get(key)) return fail(error);
            if (!keys.insert(key)) return fail("a key stands twice in one object");
            say(monthend_json_key, key);
            ondemand::value inner = field.value();
            if (!walk(inner, depth + 1)) return false;
        }
        return say(monthend_json_object_end), true;
    }

    template <typename Value> bool array(Value &value, int depth) {
        ondemand::array elements;
        if (auto error = value.get_array().get(elements)) return fail(error);
        say(monthend_json_array_start);
        for (auto element : elements) {
            ondemand::value inner;
            if (auto error = std::move(element).get(inner)) return fail(error);
            if (!walk(inner, depth + 1)) return false;
        }
        return say(monthend_json_array_end), true;
    }

    template <typename Value> bool walk(Value &value, int depth) {
        if (depth > maximum_depth) return fail("nested deeper than 64");
        ondemand::json_type type;
        if (auto error = value.type().get(type)) return fail(error);
        switch (type) {
            case ondemand::json_type::object: return object(value, depth);
            case ondemand::json_type::array: return array(value, depth);
            case ondemand::json_type::string: {
                std::string_view text;
                if (auto error = value.get_string().get(text)) return fail(error);
                return say(monthend_json_string, text), true;
            }
            default: {
                std::string_view raw;
                if (auto error = simdjson_result<std::string_view>(value.raw_json_token()).get(raw))
                    return fail(error);
                return atom(raw);
            }
        }
    }
};

}  // namespace

monthend_json *monthend_json_open(void) { return new (std::nothrow) monthend_json(); }
void monthend_json_close(monthend_json *reader) { delete reader; }

const char *monthend_json_walk(monthend_json *reader, const unsigned char *text, size_t length,
                               const monthend_json_token **tokens, size_t *count) {
    reader->tokens.clear();
    *tokens = nullptr;
    *count = 0;
    if (!reader->hold(text, length)) return error_message(MEMALLOC);
    std::string_view view(reader->padded.get(), length);
    auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    size_t first = 0;
    while (first < length && blank(view[first])) first++;
    if (first == length) return "the document is empty";
    walker walk{*reader};
    ondemand::document document;
    padded_string_view padded(view.data(), length, length + SIMDJSON_PADDING);
    if (auto error = reader->parser.iterate(padded).get(document)) return error_message(error);
    bool scalar = view[first] != '{' && view[first] != '[';
    if (scalar && view[first] != '"') {  // a lone atom: the whole text is the token
        if (!walk.atom(view.substr(first))) return walk.problem;
    } else {
        if (!walk.walk(document, 1)) return walk.problem ? walk.problem : "malformed";
        const char *location = nullptr;
        if (!document.current_location().get(location)) return "text after the end of the document";
    }
    *tokens = reader->tokens.data();
    *count = reader->tokens.size();
    return nullptr;
}
