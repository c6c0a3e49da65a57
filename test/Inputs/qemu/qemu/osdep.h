/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The first include of every test, as in QEMU: the C library, the parts of
 * GLib that hold code meets (declared here in GLib's own shapes, so that a
 * test needs no GLib to compile), compiler.h and typedefs.h in one.
 */
#ifndef QEMU_OSDEP_H
#define QEMU_OSDEP_H

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- GLib: types and macros ---- */

typedef int gboolean;
typedef int gint;
typedef unsigned int guint;
typedef char gchar;
typedef size_t gsize;
typedef void *gpointer;
typedef const void *gconstpointer;

#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif

#define G_GNUC_PRINTF(fmt, args) __attribute__((__format__(__printf__, fmt, args)))
#define G_GNUC_UNUSED __attribute__((__unused__))
#define G_GNUC_NULL_TERMINATED __attribute__((__sentinel__))
#define G_NORETURN __attribute__((__noreturn__))
#define G_BEGIN_DECLS
#define G_END_DECLS
#define G_STMT_START do
#define G_STMT_END while (0)
#define G_N_ELEMENTS(arr) (sizeof(arr) / sizeof((arr)[0]))

#ifndef MIN
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#endif

typedef struct _GList GList;
struct _GList {
    gpointer data;
    GList *next;
    GList *prev;
};
typedef struct _GSList GSList;
struct _GSList {
    gpointer data;
    GSList *next;
};
typedef struct _GPtrArray {
    gpointer *pdata;
    guint len;
} GPtrArray;
typedef struct _GHashTable GHashTable;
typedef struct _GMainContext GMainContext;
typedef struct _GMainLoop GMainLoop;
typedef struct _GSource GSource;
typedef void (*GDestroyNotify)(gpointer data);

/* ---- GLib: functions ---- */

gpointer g_malloc(gsize n_bytes);
gpointer g_malloc0(gsize n_bytes);
gpointer g_malloc_n(gsize n_blocks, gsize n_block_bytes);
gpointer g_malloc0_n(gsize n_blocks, gsize n_block_bytes);
gpointer g_realloc_n(gpointer mem, gsize n_blocks, gsize n_block_bytes);
void g_free(gpointer mem);

#define _G_NEW(struct_type, n_structs, func) \
    ((struct_type *) g_##func##_n((n_structs), sizeof(struct_type)))
#define g_new(struct_type, n_structs) _G_NEW(struct_type, n_structs, malloc)
#define g_new0(struct_type, n_structs) _G_NEW(struct_type, n_structs, malloc0)

gchar *g_strdup(const gchar *str);
gchar *g_strndup(const gchar *str, gsize n);
gchar *g_strdup_printf(const gchar *format, ...) G_GNUC_PRINTF(1, 2);
gchar *g_strconcat(const gchar *string1, ...) G_GNUC_NULL_TERMINATED;
int g_strcmp0(const char *str1, const char *str2);
gboolean g_str_equal(gconstpointer v1, gconstpointer v2);

GList *g_list_append(GList *list, gpointer data);
GList *g_list_prepend(GList *list, gpointer data);
GList *g_list_remove(GList *list, gconstpointer data);
void g_list_free(GList *list);
GSList *g_slist_prepend(GSList *list, gpointer data);
void g_slist_free(GSList *list);
GPtrArray *g_ptr_array_new(void);
void g_ptr_array_add(GPtrArray *array, gpointer data);
void g_ptr_array_unref(GPtrArray *array);
GHashTable *g_hash_table_new(void *hash, void *equal);
gboolean g_hash_table_insert(GHashTable *table, gpointer key, gpointer value);
gpointer g_hash_table_lookup(GHashTable *table, gconstpointer key);

void g_assertion_message_expr(const char *domain, const char *file, int line,
                              const char *func, const char *expr) G_NORETURN;

#define g_assert(expr) \
    G_STMT_START { \
        if (__builtin_expect(!!(expr), 1)) { \
        } else { \
            g_assertion_message_expr(NULL, __FILE__, __LINE__, __func__, \
                                     #expr); \
        } \
    } G_STMT_END
#define g_assert_not_reached() \
    G_STMT_START { \
        g_assertion_message_expr(NULL, __FILE__, __LINE__, __func__, NULL); \
    } G_STMT_END

static inline gpointer g_steal_pointer(gpointer pp)
{
    gpointer *ptr = (gpointer *) pp;
    gpointer ref;

    ref = *ptr;
    *ptr = NULL;
    return ref;
}
#define g_steal_pointer(pp) ((__typeof__(*pp)) (g_steal_pointer)(pp))

#define g_clear_pointer(pp, destroy) \
    G_STMT_START { \
        __typeof__((pp)) _pp = (pp); \
        __typeof__(*(pp)) _ptr = *_pp; \
        *_pp = NULL; \
        if (_ptr) { \
            (destroy)(_ptr); \
        } \
    } G_STMT_END

/* ---- GLib: automatic cleanup, the machinery as GLib has it ---- */

#define _GLIB_AUTOPTR_FUNC_NAME(TypeName) glib_autoptr_cleanup_##TypeName
#define _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName) glib_autoptr_clear_##TypeName
#define _GLIB_AUTOPTR_TYPENAME(TypeName) TypeName##_autoptr
#define _GLIB_AUTO_FUNC_NAME(TypeName) glib_auto_cleanup_##TypeName
#define _GLIB_CLEANUP(func) __attribute__((cleanup(func)))

#define _GLIB_DEFINE_AUTOPTR_CLEANUP_FUNCS(TypeName, ParentName, cleanup) \
    typedef TypeName *_GLIB_AUTOPTR_TYPENAME(TypeName); \
    static G_GNUC_UNUSED inline void \
    _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName)(TypeName *_ptr) \
    { \
        if (_ptr) { \
            (cleanup)((ParentName *) _ptr); \
        } \
    } \
    static G_GNUC_UNUSED inline void \
    _GLIB_AUTOPTR_FUNC_NAME(TypeName)(TypeName **_ptr) \
    { \
        _GLIB_AUTOPTR_CLEAR_FUNC_NAME(TypeName)(*_ptr); \
    }

#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(TypeName, func) \
    _GLIB_DEFINE_AUTOPTR_CLEANUP_FUNCS(TypeName, TypeName, func)
#define G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TypeName, func) \
    static G_GNUC_UNUSED inline void \
    _GLIB_AUTO_FUNC_NAME(TypeName)(TypeName *_ptr) \
    { \
        (func)(_ptr); \
    }
#define G_DEFINE_AUTO_CLEANUP_FREE_FUNC(TypeName, func, none) \
    static G_GNUC_UNUSED inline void \
    _GLIB_AUTO_FUNC_NAME(TypeName)(TypeName *_ptr) \
    { \
        if (*_ptr != none) { \
            (func)(*_ptr); \
        } \
    }

#define g_autoptr(TypeName) \
    _GLIB_CLEANUP(_GLIB_AUTOPTR_FUNC_NAME(TypeName)) \
    _GLIB_AUTOPTR_TYPENAME(TypeName)
#define g_auto(TypeName) \
    _GLIB_CLEANUP(_GLIB_AUTO_FUNC_NAME(TypeName)) TypeName
#define g_autofree _GLIB_CLEANUP(g_autoptr_cleanup_generic_gfree)

static G_GNUC_UNUSED inline void g_autoptr_cleanup_generic_gfree(void *p)
{
    void **pp = (void **) p;
    g_free(*pp);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GPtrArray, g_ptr_array_unref)

/* ---- qemu/compiler.h ---- */

#ifdef __clang__
#define QEMU_ANNOTATE(x) __attribute__((annotate(x)))
#else
#define QEMU_ANNOTATE(x)
#endif

#define QEMU_WARN_UNUSED_RESULT __attribute__((warn_unused_result))
#define coroutine_fn QEMU_ANNOTATE("coroutine_fn")

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))
#define stringify(s) tostring(s)
#define tostring(s) #s
#define glue_(x, y) x##y
#define glue(x, y) glue_(x, y)

#ifndef container_of
#define container_of(ptr, type, member) \
    ({ \
        const __typeof__(((type *) 0)->member) *__mptr = (ptr); \
        (type *) ((char *) __mptr - offsetof(type, member)); \
    })
#endif

#define type_init(function) \
    static void __attribute__((constructor)) do_qemu_init_##function(void) \
    { \
        register_module_init(function, 0); \
    }
void register_module_init(void (*fn)(void), int type);

/* ---- qemu/typedefs.h ---- */

typedef struct AioContext AioContext;
typedef struct BlockBackend BlockBackend;
typedef struct BlockDriverState BlockDriverState;
typedef struct BusState BusState;
typedef struct CharBackend CharBackend;
typedef struct Chardev Chardev;
typedef struct DeviceClass DeviceClass;
typedef struct DeviceState DeviceState;
typedef struct Error Error;
typedef struct IOThread IOThread;
typedef struct Monitor Monitor;
typedef struct NetClientState NetClientState;
typedef struct Object Object;
typedef struct ObjectClass ObjectClass;
typedef struct PCIDevice PCIDevice;
typedef struct QEMUBH QEMUBH;
typedef struct QEMUTimer QEMUTimer;
typedef struct VirtIODevice VirtIODevice;
typedef struct VirtQueue VirtQueue;
typedef struct Visitor Visitor;

typedef struct EventNotifier {
    int rfd;
    int wfd;
    bool initialized;
} EventNotifier;
int event_notifier_init(EventNotifier *e, int active);
void event_notifier_cleanup(EventNotifier *e);
int event_notifier_set(EventNotifier *e);

typedef struct Notifier Notifier;
struct Notifier {
    void (*notify)(Notifier *notifier, void *data);
    Notifier *next;
};

typedef struct QemuThread {
    unsigned long thread;
} QemuThread;
typedef struct QemuSemaphore {
    unsigned int count;
} QemuSemaphore;
typedef struct QemuMutex {
    int lock;
} QemuMutex;
void qemu_mutex_lock(QemuMutex *mutex);
void qemu_mutex_unlock(QemuMutex *mutex);

#endif
