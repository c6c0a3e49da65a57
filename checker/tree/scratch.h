/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Folders for temporary files.  Each is locked as long as the process that
 * made it lives, so that what a process left behind that was killed can be
 * told from what is in use, and goes with the next one.
 */
#ifndef HC_TREE_SCRATCH_H
#define HC_TREE_SCRATCH_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct HcScratch {
    char *folder;
    /*< private >*/
    int lock;
} HcScratch;

/*
 * hc_scratch_new:
 * @unwanted: (nullable): characters that its name must not have
 *
 * The first one of a process also does hc_scratch_sweep().
 *
 * Returns: (transfer full): NULL and @error if there can be none
 */
HcScratch *hc_scratch_new(const char *unwanted, GError **error);

/* Takes the folder away with all that is in it. */
void hc_scratch_free(HcScratch *scratch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcScratch, hc_scratch_free)

/* Takes away our folders in the folder for temporary files whose process is
 * gone.  What is not ours, or has no lock, is let alone. */
void hc_scratch_sweep(void);

G_END_DECLS

#endif
