#pragma once

/// Has free memory above a megabyte go back to the system at once (mallopt(3)); does nothing where that does not exist.
void limit_free_memory(void);

/// Gives memory that the program has freed back to the system (malloc_trim(3)); does nothing where that does not exist.
void return_free_memory(void);
