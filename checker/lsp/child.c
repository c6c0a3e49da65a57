/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/child.h"
#include "cmd/say.h"
#include "tree/scratch.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Longer than the kernel takes to end a process. */
#define WAIT (2 * G_TIME_SPAN_SECOND)

/* All there are. */
static GQueue children = G_QUEUE_INIT;

struct HcChild {
    GSubprocess *process;
    pid_t group;
    HcScratch *scratch; /* its TMPDIR */
    HcChildKind kind;
    HcChildFn fn;      /* NULL: nobody waits for it */
    gpointer opaque;
    gboolean ended;
};

static void release(HcChild *child)
{
    g_queue_remove(&children, child);
    g_clear_object(&child->process);
    hc_scratch_free(child->scratch);
    g_free(child);
}

void hc_child_free(HcChild *child)
{
    if (child) {
        child->fn = NULL;
        if (child->ended) {
            release(child);
        }
    }
}

static void kill_group(HcChild *child)
{
    if (!child->ended) {
        if (child->group) {
            kill(-child->group, SIGKILL);
        }
        /* Its group may not be there yet. */
        g_subprocess_force_exit(child->process);
    }
}

void hc_child_kill(HcChild *child)
{
    if (child) {
        kill_group(child);
        hc_child_free(child);
    }
}

static void on_end(GObject *source, GAsyncResult *result, gpointer opaque)
{
    HcChild *child = opaque;
    g_autoptr(GBytes) output = NULL;
    gboolean good = g_subprocess_communicate_finish(child->process, result,
                                                    &output, NULL, NULL);

    good = good && g_subprocess_get_if_exited(child->process) &&
           g_subprocess_get_exit_status(child->process) == 0;
    child->ended = TRUE;
    if (child->fn) {
        /* It frees the child. */
        child->fn(good ? output : NULL, child->opaque);
    } else {
        release(child);
    }
}

/* In the child, before the program: only what is safe there. */
static void prepare(gpointer parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != GPOINTER_TO_INT(parent)) {
        _exit(127);
    }
}

static void prepare_polite(gpointer parent)
{
    prepare(parent);
    setpriority(PRIO_PROCESS, 0, 19);
}

static GSubprocess *spawn(HcChild *child, const char *const *argv,
                          gboolean input, GError **error)
{
    GSubprocessFlags flags = child->kind == HC_CHILD_POLITE
        ? G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
              G_SUBPROCESS_FLAGS_STDERR_SILENCE
        : G_SUBPROCESS_FLAGS_STDOUT_PIPE;
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        flags | (input ? G_SUBPROCESS_FLAGS_STDIN_PIPE
                       : G_SUBPROCESS_FLAGS_NONE));
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    char *self = g_file_read_link("/proc/self/exe", error);

    if (!self) {
        return NULL;
    }
    g_ptr_array_add(words, self);
    for (; *argv; argv++) {
        g_ptr_array_add(words, g_strdup(*argv));
    }
    g_ptr_array_add(words, NULL);
    g_subprocess_launcher_setenv(launcher, "TMPDIR",
                                 child->scratch->folder, TRUE);
    g_subprocess_launcher_set_child_setup(
        launcher, child->kind == HC_CHILD_POLITE ? prepare_polite : prepare,
        GINT_TO_POINTER(getpid()), NULL);
    return g_subprocess_launcher_spawnv(
        launcher, (const char *const *)words->pdata, error);
}

HcChild *hc_child_new(const char *const *argv, GBytes *input,
                      HcChildKind kind, HcChildFn fn, gpointer opaque)
{
    HcChild *child = g_new0(HcChild, 1);
    g_autoptr(GError) error = NULL;
    const char *id;

    g_queue_push_tail(&children, child);
    child->kind = kind;
    child->fn = fn;
    child->opaque = opaque;
    child->scratch = hc_scratch_new(NULL, &error);
    if (child->scratch) {
        child->process = spawn(child, argv, input != NULL, &error);
    }
    if (!child->process) {
        hc_say("nothing can be analysed: %s", error->message);
        release(child);
        return NULL;
    }
    id = g_subprocess_get_identifier(child->process);
    child->group = id ? atoi(id) : 0;
    g_subprocess_communicate_async(child->process, input, NULL, on_end,
                                   child);
    return child;
}

static gboolean on_wait(gpointer opaque)
{
    *(gboolean *)opaque = TRUE;
    return G_SOURCE_CONTINUE;
}

void hc_child_wait_all(void)
{
    gboolean over = FALSE;
    guint timer = g_timeout_add(WAIT / 1000, on_wait, &over);

    while (!g_queue_is_empty(&children) && !over) {
        g_main_context_iteration(NULL, TRUE);
    }
    g_source_remove(timer);
    for (GList *l = children.head; l; l = l->next) {
        g_clear_pointer(&((HcChild *)l->data)->scratch, hc_scratch_free);
    }
}
