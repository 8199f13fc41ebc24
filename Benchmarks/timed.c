// Runs NAME.real beside itself in its own place, hands on what that prints, and writes a line into NAME.times at its end: the verb,
// seconds from its start to its end, and seconds of them between "Launching..." and the next line, in which dynos boot.
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int count, char **words) {
    char path[PATH_MAX] = {0}, file[PATH_MAX + 8];
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) return 125;
    int ends[2];
    double start = now(), boot = 0, launched = 0;
    if (pipe2(ends, O_CLOEXEC)) return 125;
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(ends[1], 1);
        snprintf(file, sizeof file, "%s.real", path);
        execv(file, words);
        _exit(126);
    }
    close(ends[1]);
    char part[65536];
    ssize_t size;
    while ((size = read(ends[0], part, sizeof part)) > 0) {
        if (launched) { boot += now() - launched; launched = 0; }
        if (memmem(part, size, "-----> Launching...", 19)) launched = now();
        for (ssize_t done = 0, n; done < size; done += n)
            if ((n = write(1, part + done, size - done)) <= 0) break;
    }
    int status = 0;
    waitpid(child, &status, 0);
    double total = now() - start;
    snprintf(file, sizeof file, "%s.times", path);
    FILE *times = fopen(file, "a");
    if (times) {
        fprintf(times, "%s %.4f %.4f\n", words[count - 1], total, boot);
        fclose(times);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
