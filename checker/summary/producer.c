/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary/producer.h"

#include <elf.h>
#include <link.h>
#include <string.h>

static char *hex(const guchar *bytes, gsize n)
{
    GString *out = g_string_new(NULL);
    gsize i;

    for (i = 0; i < n; i++) {
        g_string_append_printf(out, "%02x", bytes[i]);
    }
    return g_string_free(out, FALSE);
}

/* Whether @size bytes at @offset are inside; copies them to @to. */
static gboolean take(const char *data, gsize length, guint64 offset,
                     gpointer to, gsize size)
{
    if (offset > length || size > length - offset) {
        return FALSE;
    }
    memcpy(to, data + offset, size);
    return TRUE;
}

/* The build id among the notes at @offset. */
static char *from_notes(const char *data, gsize length, guint64 offset,
                        guint64 size)
{
    guint64 end = offset + size;
    ElfW(Nhdr) note;

    if (end < offset || end > length) {
        return NULL;
    }
    while (offset < end && take(data, end, offset, &note, sizeof(note))) {
        guint64 name = offset + sizeof(note);
        guint64 id = name + ((note.n_namesz + 3ull) & ~3ull);

        if (id + note.n_descsz > end) {
            return NULL;
        }
        if (note.n_type == NT_GNU_BUILD_ID &&
            note.n_namesz == sizeof(ELF_NOTE_GNU) &&
            !memcmp(data + name, ELF_NOTE_GNU, sizeof(ELF_NOTE_GNU))) {
            return hex((const guchar *)data + id, note.n_descsz);
        }
        offset = id + ((note.n_descsz + 3ull) & ~3ull);
    }
    return NULL;
}

static char *from_object(const char *data, gsize length)
{
    ElfW(Ehdr) head;
    ElfW(Phdr) part;
    char *id = NULL;
    guint i;

    if (!take(data, length, 0, &head, sizeof(head)) ||
        memcmp(head.e_ident, ELFMAG, SELFMAG) ||
        head.e_phentsize != sizeof(part)) {
        return NULL;
    }
    for (i = 0; i < head.e_phnum && !id; i++) {
        if (!take(data, length, head.e_phoff + i * sizeof(part), &part,
                  sizeof(part))) {
            return NULL;
        }
        if (part.p_type == PT_NOTE) {
            id = from_notes(data, length, part.p_offset, part.p_filesz);
        }
    }
    return id;
}

char *hc_build_id_of_file(const char *path, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    char *id;

    if (!file) {
        return NULL;
    }
    id = from_object(g_mapped_file_get_contents(file),
                     g_mapped_file_get_length(file));
    if (!id) {
        g_autofree char *name = g_filename_display_name(path);

        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s: no shared object with a build id", name);
    }
    return id;
}

char *hc_producer_text(const HcProducer *producer, GError **error)
{
    GString *out = g_string_new(NULL);
    guint i;

    g_string_append_printf(out, "%s; plugin %s; contract ", producer->clang,
                           producer->build_id);
    if (producer->contract && *producer->contract) {
        g_autofree char *text = NULL;
        g_autofree char *sum = NULL;
        gsize length;

        if (!g_file_get_contents(producer->contract, &text, &length, error)) {
            g_string_free(out, TRUE);
            return NULL;
        }
        sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                          (const guchar *)text, length);
        g_string_append(out, sum);
    } else {
        g_string_append(out, "built-in");
    }
    g_string_append(out, "; rules");
    for (i = 0; i < HC_RULE_COUNT; i++) {
        if (producer->rules[i]) {
            g_string_append_printf(out, " %s", hc_rule_name(i));
        }
    }
    if (producer->classic_contexts) {
        g_string_append(out, "; classic contexts");
    }
    return g_string_free(out, FALSE);
}
