/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/runner.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

typedef struct Job {
    HcRunner *runner;
    char *directory;
    char **argv;
    HcRunnerDone done;
    gpointer data;
    GSubprocess *process;
    pid_t group;         /* 0: gone before it could be asked for */
    GCancellable *cancel;
    GInputStream *pipe;
    GString *text;
    char buffer[4096];
    guint timer;
    gboolean ended, drained, late;
} Job;

struct HcRunner {
    guint n_parallel, timeout;
    GQueue waiting;      /* Job */
    GPtrArray *running;  /* Job */
    GMainLoop *loop;
    gboolean stopped;
    int signal;
};

static void job_free(Job *job)
{
    g_free(job->directory);
    g_strfreev(job->argv);
    g_clear_object(&job->process);
    g_object_unref(job->cancel);
    g_string_free(job->text, TRUE);
    g_free(job);
}

HcRunner *hc_runner_new(guint n_parallel, guint timeout)
{
    HcRunner *runner = g_new0(HcRunner, 1);

    runner->n_parallel = MAX(n_parallel, 1);
    runner->timeout = timeout;
    runner->running = g_ptr_array_new();
    runner->loop = g_main_loop_new(NULL, FALSE);
    g_queue_init(&runner->waiting);
    return runner;
}

void hc_runner_free(HcRunner *runner)
{
    if (runner) {
        g_queue_clear_full(&runner->waiting, (GDestroyNotify)job_free);
        g_ptr_array_unref(runner->running);
        g_main_loop_unref(runner->loop);
        g_free(runner);
    }
}

void hc_runner_add(HcRunner *runner, const char *directory,
                   const char *const *argv, HcRunnerDone done, gpointer data)
{
    Job *job = g_new0(Job, 1);

    job->runner = runner;
    job->directory = g_strdup(directory);
    job->argv = g_strdupv((char **)argv);
    job->done = done;
    job->data = data;
    job->text = g_string_new(NULL);
    job->cancel = g_cancellable_new();
    g_queue_push_tail(&runner->waiting, job);
}

static void kill_group(Job *job)
{
    if (!job->ended && job->group) {
        kill(-job->group, SIGKILL);
    }
}

static void start_more(HcRunner *runner);

static void finish(Job *job, HcEnd end, int code)
{
    HcRunner *runner = job->runner;
    HcOutput output = { end, code, job->text->str };

    g_clear_handle_id(&job->timer, g_source_remove);
    g_ptr_array_remove(runner->running, job);
    job->done(runner, &output, job->data);
    job_free(job);
}

static void finish_process(Job *job)
{
    HcRunner *runner = job->runner;

    if (!job->ended || !job->drained) {
        return;
    }
    if (job->runner->stopped) {
        finish(job, HC_END_STOPPED, job->runner->signal);
    } else if (job->late) {
        finish(job, HC_END_TIMEOUT, job->runner->timeout);
    } else if (g_subprocess_get_if_signaled(job->process)) {
        finish(job, HC_END_SIGNAL, g_subprocess_get_term_sig(job->process));
    } else {
        finish(job, HC_END_EXIT, g_subprocess_get_exit_status(job->process));
    }
    start_more(runner);
    if (!runner->running->len) {
        g_main_loop_quit(runner->loop);
    }
}

static void on_read(GObject *source, GAsyncResult *result, gpointer data)
{
    Job *job = data;
    gssize n = g_input_stream_read_finish(job->pipe, result, NULL);

    if (n <= 0) {
        job->drained = TRUE;
        finish_process(job);
        return;
    }
    /* What is too much is read all the same, so that nobody waits. */
    for (gssize i = 0; i < n && job->text->len < HC_OUTPUT_MAX; i++) {
        g_string_append_c(job->text, job->buffer[i] ? job->buffer[i] : '?');
    }
    g_input_stream_read_async(job->pipe, job->buffer, sizeof(job->buffer),
                              G_PRIORITY_DEFAULT, job->cancel, on_read, job);
}

static gboolean on_left_open(gpointer data)
{
    Job *job = data;

    job->timer = 0;
    g_cancellable_cancel(job->cancel);
    return G_SOURCE_REMOVE;
}

static void on_end(GObject *source, GAsyncResult *result, gpointer data)
{
    Job *job = data;

    g_subprocess_wait_finish(job->process, result, NULL);
    job->ended = TRUE;
    g_clear_handle_id(&job->timer, g_source_remove);
    if (!job->drained) {
        /* A child of its own may have the pipe open for ever. */
        if (job->group) {
            kill(-job->group, SIGKILL);
        }
        job->timer = g_timeout_add_seconds(1, on_left_open, job);
    }
    finish_process(job);
}

static gboolean on_late(gpointer data)
{
    Job *job = data;

    job->timer = 0;
    job->late = TRUE;
    kill_group(job);
    return G_SOURCE_REMOVE;
}

/* In the child, before the program: only what is safe there. */
static void prepare_child(gpointer parent)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != GPOINTER_TO_INT(parent)) {
        _exit(127);
    }
}

static pid_t group_of(GSubprocess *process)
{
    const char *id = g_subprocess_get_identifier(process);

    return id ? atoi(id) : 0;
}

static void start(HcRunner *runner, Job *job)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
    g_autoptr(GError) error = NULL;

    g_ptr_array_add(runner->running, job);
    g_subprocess_launcher_set_cwd(launcher, job->directory);
    /* clang's messages are read, so they must be in its own language. */
    g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
    g_subprocess_launcher_set_child_setup(
        launcher, prepare_child, GINT_TO_POINTER(getpid()), NULL);
    job->process = g_subprocess_launcher_spawnv(
        launcher, (const char *const *)job->argv, &error);
    if (!job->process) {
        g_string_assign(job->text, error->message);
        finish(job, HC_END_NO_START, 0);
        return;
    }
    job->group = group_of(job->process);
    job->pipe = g_subprocess_get_stderr_pipe(job->process);
    g_input_stream_read_async(job->pipe, job->buffer, sizeof(job->buffer),
                              G_PRIORITY_DEFAULT, job->cancel, on_read, job);
    g_subprocess_wait_async(job->process, NULL, on_end, job);
    if (runner->timeout) {
        job->timer = g_timeout_add_seconds(runner->timeout, on_late, job);
    }
}

static void start_more(HcRunner *runner)
{
    while (!runner->stopped && runner->running->len < runner->n_parallel) {
        Job *job = g_queue_pop_head(&runner->waiting);

        if (!job) {
            return;
        }
        start(runner, job);
    }
}

void hc_runner_stop(HcRunner *runner)
{
    runner->stopped = TRUE;
    for (guint i = 0; i < runner->running->len; i++) {
        kill_group(runner->running->pdata[i]);
    }
}

static gboolean stop(HcRunner *runner, int signal)
{
    runner->signal = signal;
    hc_runner_stop(runner);
    return G_SOURCE_CONTINUE;
}

static gboolean on_int(gpointer data)
{
    return stop(data, SIGINT);
}

static gboolean on_term(gpointer data)
{
    return stop(data, SIGTERM);
}

static gboolean on_hup(gpointer data)
{
    return stop(data, SIGHUP);
}

int hc_runner_run(HcRunner *runner)
{
    guint sources[] = {
        g_unix_signal_add(SIGINT, on_int, runner),
        g_unix_signal_add(SIGTERM, on_term, runner),
        g_unix_signal_add(SIGHUP, on_hup, runner),
    };

    start_more(runner);
    if (runner->running->len) {
        g_main_loop_run(runner->loop);
    }
    while (!g_queue_is_empty(&runner->waiting)) {
        Job *job = g_queue_pop_head(&runner->waiting);
        HcOutput output = { HC_END_STOPPED, runner->signal, "" };

        job->done(runner, &output, job->data);
        job_free(job);
    }
    for (guint i = 0; i < G_N_ELEMENTS(sources); i++) {
        g_source_remove(sources[i]);
    }
    return runner->signal;
}
