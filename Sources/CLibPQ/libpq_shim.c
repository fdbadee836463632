#pragma GCC visibility push(hidden)
#include "libpq_shim.h"
#pragma GCC visibility pop

#include <lazy_loading.h>

static const char *const names[] = {"libpq.so.5", "libpq.so", "libpq.5.dylib", 0};
static struct lazy_library library = {names, "libpq5", 0};

int libpq_is_installed(void) { return lazy_library_is_installed(&library); }

#define FUNCTION(type, name, parameters, arguments) LAZY_FUNCTION(library, type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments) LAZY_PROCEDURE(library, name, parameters, arguments)

FUNCTION(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expand),
         (keywords, values, expand))
FUNCTION(PQconninfoOption *, PQconninfoParse, (const char *text, char **error), (text, error))
FUNCTION(PQconninfoOption *, PQconndefaults, (void), ())
PROCEDURE(PQconninfoFree, (PQconninfoOption * options), (options))
PROCEDURE(PQfreemem, (void *memory), (memory))
FUNCTION(PostgresPollingStatusType, PQconnectPoll, (PGconn *conn), (conn))
FUNCTION(ConnStatusType, PQstatus, (const PGconn *conn), (conn))
FUNCTION(int, PQsocket, (const PGconn *conn), (conn))
FUNCTION(char *, PQerrorMessage, (const PGconn *conn), (conn))
PROCEDURE(PQfinish, (PGconn *conn), (conn))
FUNCTION(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *conn, PQnoticeProcessor processor, void *context),
         (conn, processor, context))
FUNCTION(int, PQsendQuery, (PGconn *conn, const char *query), (conn, query))
FUNCTION(int, PQsendQueryParams,
         (PGconn *conn, const char *command, int count, const Oid *types, const char *const *values, const int *lengths,
          const int *formats, int result_format),
         (conn, command, count, types, values, lengths, formats, result_format))
FUNCTION(int, PQisBusy, (PGconn *conn), (conn))
FUNCTION(int, PQconsumeInput, (PGconn *conn), (conn))
FUNCTION(PGresult *, PQgetResult, (PGconn *conn), (conn))
PROCEDURE(PQclear, (PGresult *result), (result))
FUNCTION(ExecStatusType, PQresultStatus, (const PGresult *result), (result))
FUNCTION(char *, PQresultErrorMessage, (const PGresult *result), (result))
FUNCTION(char *, PQresultErrorField, (const PGresult *result, int field), (result, field))
FUNCTION(int, PQntuples, (const PGresult *result), (result))
FUNCTION(int, PQnfields, (const PGresult *result), (result))
FUNCTION(char *, PQfname, (const PGresult *result, int field), (result, field))
FUNCTION(int, PQgetisnull, (const PGresult *result, int row, int field), (result, row, field))
FUNCTION(char *, PQgetvalue, (const PGresult *result, int row, int field), (result, row, field))
FUNCTION(PGcancel *, PQgetCancel, (PGconn *conn), (conn))
FUNCTION(int, PQcancel, (PGcancel *cancel, char *error, int size), (cancel, error, size))
PROCEDURE(PQfreeCancel, (PGcancel *cancel), (cancel))
