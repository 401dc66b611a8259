/* The program bin/vgetrandom, where the command itself is a library. If the program were linked
   with the library, and the library were missing, the dynamic loader would stop it before it could
   say what to do. There may be no headers where this is compiled, so it declares what it calls. */
void *dlopen(const char *name, int flags);
void *dlsym(void *library, const char *name);
char *dlerror(void);
int dprintf(int file, const char *format, ...);

enum { RTLD_NOW = 2, STANDARD_ERROR = 2, FAILED = 1 };

int main(int argc, char **argv)
{
    void *library = dlopen("libvgetrandom-command.so", RTLD_NOW);
    void *command = library ? dlsym(library, "vgetrandom_main") : 0;

    if (command)
        return ((int (*)(int, char **))command)(argc, argv);

    dprintf(STANDARD_ERROR,
            "vgetrandom: cannot load its library: %s. Install everything that was published: "
            "see packaging/install.\n",
            dlerror());
    return FAILED;
}
