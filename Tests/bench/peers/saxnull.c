/* The least that reading XML costs: libxml2's push parser with handlers that do nothing.
 *
 *   saxnull FILE          parses, nothing else
 *   saxnull --count FILE  parses and prints how many Ntry elements there are
 *   saxnull --version     prints the version of libxml2
 *
 * The options are those monthend parses with: no network, no limit on size; 64 KiB a piece.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <libxml/parser.h>

static unsigned long entries;

static void count_entry(void *context, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri, int namespaces, const xmlChar **namespace_list,
                        int attributes, int defaulted, const xmlChar **attribute_list) {
    entries += xmlStrEqual(name, BAD_CAST "Ntry");
}

static int parse(const char *path, xmlSAXHandler *handler) {
    static char piece[64 << 10];
    int file = open(path, O_RDONLY);
    if (file < 0) return 1;
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(handler, NULL, NULL, 0, NULL);
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    ssize_t count;
    int error = 0;
    while (!error && (count = read(file, piece, sizeof piece)) > 0)
        error = xmlParseChunk(parser, piece, (int)count, 0);
    if (!error) error = count < 0 || xmlParseChunk(parser, piece, 0, 1);
    xmlFreeParserCtxt(parser);
    close(file);
    return error != 0;
}

int main(int count, char **arguments) {
    xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC};
    if (count == 2 && !strcmp(arguments[1], "--version")) {
        puts(LIBXML_DOTTED_VERSION);
        return 0;
    }
    if (count == 3 && !strcmp(arguments[1], "--count")) {
        handler.startElementNs = count_entry;
        int error = parse(arguments[2], &handler);
        printf("%lu\n", entries);
        return error;
    }
    return count == 2 ? parse(arguments[1], &handler) : 64;
}
