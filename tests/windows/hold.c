// Holds a file open until its input ends: hold FILE 1 as Excel does (others may read it, none may write, rename or remove
// it), hold FILE 0 so that nobody may even read it. Says "held" when it does.
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
    if (count != 3) return 2;
    DWORD share = words[2][0] == L'1' ? FILE_SHARE_READ : 0;
    HANDLE file = CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, share, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    puts("held");
    fflush(stdout);
    while (getchar() != EOF) {}
    CloseHandle(file);
    return 0;
}
