#pragma once

/// Gives memory that the program has freed back to the system (malloc_trim(3)); does nothing where that does not exist.
void return_free_memory(void);
