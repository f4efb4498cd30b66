#include "CSimdJSON.h"
#include <simdjson.h>
#include <algorithm>
#include <string_view>
#include <vector>

using namespace simdjson;

struct monthend_json {
    ondemand::parser parser;
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

struct walker {
    void *context;
    monthend_json_visitor visit;
    const char *problem = nullptr;

    void say(monthend_json_event event, std::string_view text = {}) {
        visit(context, event, reinterpret_cast<const unsigned char *>(text.data()), text.size());
    }
    bool fail(const char *reason) {
        if (!problem) problem = reason;
        return false;
    }
    bool fail(error_code error) { return fail(error_message(error)); }

    bool atom(std::string_view raw) {
        raw = trimmed(raw);
        if (raw == "true") return say(monthend_json_true), true;
        if (raw == "false") return say(monthend_json_false), true;
        if (raw == "null") return say(monthend_json_null), true;
        if (!is_number(raw)) return fail("a value is neither a number, true, false nor null");
        return say(monthend_json_number, raw), true;
    }

    template <typename Value> bool object(Value &value, int depth) {
        ondemand::object members;
        if (auto error = value.get_object().get(members)) return fail(error);
        say(monthend_json_object_start);
        std::vector<std::string_view> keys;
        for (auto member : members) {
            ondemand::field field;
            if (auto error = std::move(member).get(field)) return fail(error);
            std::string_view key;
            if (auto error = field.unescaped_key().get(key)) return fail(error);
            if (std::find(keys.begin(), keys.end(), key) != keys.end())
                return fail("a key stands twice in one object");
            keys.push_back(key);
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
                               void *context, monthend_json_visitor visitor) {
    std::string_view view(reinterpret_cast<const char *>(text), length);
    auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    size_t first = 0;
    while (first < length && blank(view[first])) first++;
    if (first == length) return "the document is empty";
    walker walk{context, visitor};
    ondemand::document document;
    if (auto error = reader->parser.iterate(padded_string_view(view.data(), length, length + SIMDJSON_PADDING)).get(document))
        return error_message(error);
    bool scalar = view[first] != '{' && view[first] != '[';
    if (scalar && view[first] != '"') {  // a lone atom: the whole text is the token
        return walk.atom(view.substr(first)) ? nullptr : walk.problem;
    }
    if (!walk.walk(document, 1)) return walk.problem ? walk.problem : "malformed";
    const char *location = nullptr;
    if (!document.current_location().get(location)) return "text after the end of the document";
    return nullptr;
}
