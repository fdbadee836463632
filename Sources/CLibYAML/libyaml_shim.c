#pragma GCC visibility push(hidden)
#include "libyaml_shim.h"
#pragma GCC visibility pop

#include <lazy_loading.h>

static const char *const names[] = {"libyaml-0.so.2", "libyaml.so", "libyaml-0.2.dylib", 0};
static struct lazy_library library = {names, "libyaml-0-2", 0};

int libyaml_is_installed(void) { return lazy_library_is_installed(&library); }

#define FUNCTION(type, name, parameters, arguments) LAZY_FUNCTION(library, type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments) LAZY_PROCEDURE(library, name, parameters, arguments)

FUNCTION(int, yaml_parser_initialize, (yaml_parser_t * parser), (parser))
PROCEDURE(yaml_parser_delete, (yaml_parser_t * parser), (parser))
PROCEDURE(yaml_parser_set_input_string, (yaml_parser_t * parser, const unsigned char *input, size_t size),
          (parser, input, size))
PROCEDURE(yaml_parser_set_encoding, (yaml_parser_t * parser, yaml_encoding_t encoding), (parser, encoding))
FUNCTION(int, yaml_parser_parse, (yaml_parser_t * parser, yaml_event_t *event), (parser, event))
PROCEDURE(yaml_event_delete, (yaml_event_t * event), (event))
