/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "batch.h"
#include <gio/gio.h>
#include <glib/gstdio.h>

const char *hc_part_file(HcPart part)
{
    static const char *const files[HC_PARTS] = {
        [HC_PART_HEADER] = "programs.h",
        [HC_PART_MAIN] = "main.c",
        [HC_PART_HELPER] = "helper.c",
        [HC_PART_DRIVER] = "driver.c",
    };

    return files[part];
}

static const char includes[] =
    "#include \"qemu/osdep.h\"\n"
    "#include \"qapi/error.h\"\n"
    "#include \"block/aio.h\"\n"
    "#include \"block/export.h\"\n"
    "#include \"hw/pci/pci.h\"\n"
    "#include \"hw/virtio/virtio.h\"\n"
    "#include \"hw/xen/xen-bus.h\"\n"
    "#include \"qemu/transactions.h\"\n"
    "#include \"qom/object_interfaces.h\"\n"
    "#include \"sysemu/block-backend.h\"\n"
    "#include \"sysemu/iothread.h\"\n"
    "#include \"inputs.h\"\n";

static void verdict_free(HcVerdict *verdict)
{
    g_free(verdict->kind);
    g_array_unref(verdict->gets);
    g_free(verdict);
}

static void finding_free(HcFinding *finding)
{
    g_free(finding->rule);
    g_free(finding->text);
    g_array_unref(finding->notes);
    g_free(finding);
}

static void results_free(HcResults *results)
{
    g_ptr_array_unref(results->verdicts);
    g_ptr_array_unref(results->findings);
    g_free(results);
}

HcBatch *hc_batch_new(const char *dir)
{
    HcBatch *batch = g_new0(HcBatch, 1);

    batch->dir = g_strdup(dir);
    batch->results =
        g_ptr_array_new_with_free_func((GDestroyNotify)results_free);
    return batch;
}

void hc_batch_free(HcBatch *batch)
{
    g_ptr_array_unref(batch->results);
    g_free(batch->dir);
    g_free(batch);
}

void hc_batch_add(HcBatch *batch, HcProgram *program)
{
    HcResults *results = g_new0(HcResults, 1);

    results->program = program;
    results->verdicts =
        g_ptr_array_new_with_free_func((GDestroyNotify)verdict_free);
    results->findings =
        g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_ptr_array_add(batch->results, results);
}

static guint count_lines(const char *text)
{
    guint n = 0;

    for (; *text; text++) {
        n += *text == '\n';
    }
    return n;
}

static gboolean write_part(HcBatch *batch, HcPart part, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *file =
        g_build_filename(batch->dir, hc_part_file(part), NULL);
    guint line, i;

    if (part == HC_PART_HEADER) {
        g_string_append(text, includes);
    } else {
        g_string_append(text, "#include \"programs.h\"\n");
    }
    if (part == HC_PART_DRIVER) {
        g_string_append(text, "#include \"oracle/oracle.h\"\n"
                              "#include \"harness.h\"\n");
    }
    line = count_lines(text->str) + 1;
    for (i = 0; i < batch->results->len; i++) {
        HcResults *results = batch->results->pdata[i];
        const char *share = results->program->part[part].text->str;

        results->first[part] = line;
        results->lines[part] = count_lines(share);
        line += results->lines[part];
        g_string_append(text, share);
    }
    if (part == HC_PART_DRIVER) {
        g_string_append(text, "\nconst Program programs[] = {\n");
        for (i = 0; i < batch->results->len; i++) {
            HcResults *results = batch->results->pdata[i];

            g_string_append_printf(text, "    { \"%u\", %s_main },\n", i,
                                   results->program->name);
        }
        g_string_append(text, "    { NULL, NULL },\n};\n");
    }
    return g_file_set_contents(file, text->str, -1, error);
}

/* @out: file in the folder for standard output; @most: exit status that is
 * still good */
static gboolean spawn(HcBatch *batch, const char *const *argv, const char *out,
                      int most, GError **error)
{
    g_autofree char *path = g_build_filename(batch->dir, out, NULL);
    g_autoptr(GSubprocessLauncher) launcher =
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_NONE);
    g_autoptr(GSubprocess) process = NULL;

    /* GLib does not truncate it. */
    g_unlink(path);
    g_subprocess_launcher_set_cwd(launcher, batch->dir);
    g_subprocess_launcher_set_stdout_file_path(launcher, path);
    process = g_subprocess_launcher_spawnv(launcher, argv, error);
    if (!process || !g_subprocess_wait(process, NULL, error)) {
        return FALSE;
    }
    if (!g_subprocess_get_if_exited(process) ||
        g_subprocess_get_exit_status(process) > most) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                    "%s failed on the files in %s", argv[0], batch->dir);
        return FALSE;
    }
    return TRUE;
}

static gboolean run_programs(HcBatch *batch, GError **error)
{
    static const char *const compile[] = {
        HC_CC, "-O0", "-w", "-std=gnu11", "-finstrument-functions",
        "-Dabort=harness_end",
        "-Dg_assertion_message_expr=harness_assertion", "-I.",
        "-I" HC_HARNESS, "-I" HC_RUNTIME, "-I" HC_RUNTIME "/oracle/include",
        "-I" HC_HEADERS, "main.c", "helper.c", "driver.c", "-o", "run",
        HC_HARNESS_LIB, HC_ORACLE_LIB, HC_HOLDERS_LIB, "-lglib-2.0",
        "-pthread", NULL
    };
    static const char *const run[] = { "./run", NULL };

    return spawn(batch, compile, "compile.txt", 0, error) &&
           spawn(batch, run, "truth.txt", 0, error);
}

static gboolean check_programs(HcBatch *batch, GError **error)
{
    static const char *const check[] = {
        HC_HOLDCHECK, "check", "--no-cache", "-j1", "main.c", "helper.c",
        "--", "-w", "-std=gnu11", "-I.", "-I" HC_HARNESS, "-I" HC_HEADERS,
        NULL
    };

    return spawn(batch, check, "findings.txt", 1, error);
}

gboolean hc_batch_run(HcBatch *batch, GError **error)
{
    HcPart part;

    for (part = 0; part < HC_PARTS; part++) {
        if (!write_part(batch, part, error)) {
            return FALSE;
        }
    }
    return run_programs(batch, error) && check_programs(batch, error) &&
           hc_read_truth(batch, error) && hc_read_findings(batch, error);
}
