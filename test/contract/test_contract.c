/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "contract/contract.h"

#include <glib/gstdio.h>
#include <string.h>

/* A whole, small contract; every broken file below is one edit away. */
static const char good[] =
    "{\n"                                                        /* 1 */
    " \"pairs\": [\n"                                            /* 2 */
    "  {\"name\": \"p\", \"dialect\": \"any\",\n"                /* 3 */
    "   \"witness\": {\"function\": \"w\", \"args\": 1},\n"      /* 4 */
    "   \"acquire\": {\"function\": \"get\", \"args\": 2,\n"     /* 5 */
    "    \"key\": 0, \"holder\": 1},\n"                          /* 6 */
    "   \"release\": {\"function\": \"put\", \"key\": 0}}\n"     /* 7 */
    " ],\n"                                                      /* 8 */
    " \"borrows\": [{\"function\": \"b\", \"key\": 0}],\n"       /* 9 */
    " \"contextFields\": [{\"type\": \"T\", \"field\": \"f\"}],\n" /* 10 */
    " \"names\": [\n"                                            /* 11 */
    "  {\"function\": \"n\", \"kind\": \"pure\", \"of\": 0,\n"   /* 12 */
    "   \"nullIn\": [\"A.b\"]}],\n"                              /* 13 */
    " \"facts\": {\n"                                            /* 14 */
    "  \"harmless\": [\"ok\", \"ok_*\",\n"                       /* 15 */
    "   \"ok_more_*\"],\n"                                       /* 16 */
    "  \"error_move\": [\n"                                      /* 17 */
    "   {\"function\": \"m\", \"arg\": 0, \"arg2\": 1}],\n"      /* 18 */
    "  \"slot_setter\": [{\"function\": \"s\",\n"                /* 19 */
    "   \"arg\": 0, \"arg2\": 1, \"slot\": \"A.b\"}]},\n"        /* 20 */
    " \"lifeCycles\": [\n"                                       /* 21 */
    "  {\"acquire\": \"D.()\", \"group\": \"driver\",\n"         /* 22 */
    "   \"success\": [[\"A.c\", \"A.d\"]],\n"                    /* 23 */
    "   \"failure\": [],\n"                                      /* 24 */
    "   \"without\": []}],\n"                                    /* 25 */
    " \"betweenSlots\": [{\"slot\": \"A.e\"},"
    " {\"slot\": \"A.f\", \"optional\": true}],"
    " \"fatalErrors\": [\"e\"],\n"                               /* 26 */
    " \"errorType\": \"E\", \"contextType\": \"C\"\n"            /* 27 */
    "}\n";

static char *directory;

static HcContract *load_text(const char *text, gssize length, char **message)
{
    g_autofree char *path = g_build_filename(directory, "c.json", NULL);
    g_autoptr(GError) error = NULL;
    HcContract *contract;

    g_file_set_contents(path, text, length, &error);
    g_assert_no_error(error);
    contract = hc_contract_load(path, message);
    g_assert_true(!contract == !!*message);
    return contract;
}

/* @want: the message from the line on, or its beginning and "...". */
static void expect_broken(const char *text, gssize length, const char *want)
{
    g_autofree char *message = NULL;
    g_autofree char *prefix = g_build_filename(directory, "c.json:", NULL);
    g_autofree char *start = g_strdup(want);

    g_assert_null(load_text(text, length, &message));
    g_test_message("%s", message);
    g_assert_null(strchr(message, '\n'));
    g_assert_true(g_str_has_prefix(message, prefix));
    if (g_str_has_suffix(want, "...")) {
        start[strlen(want) - 3] = '\0';
        message[MIN(strlen(message), strlen(prefix) + strlen(start))] = '\0';
    }
    g_assert_cmpstr(message + strlen(prefix), ==, start);
}

static const struct Edit {
    const char *from;
    const char *to;
    const char *message;
} edits[] = {
    /* missing */
    {"\"name\": \"p\", ", "", "3: key \"pairs[0].name\": missing"},
    {"\"acquire\": {", "\"acquire\": {}, \"x\": {",
     "5: key \"pairs[0].x\": unknown key"},
    {"\"function\": \"get\", ", "",
     "5: key \"pairs[0].acquire.function\": missing"},
    {", \"contextType\": \"C\"", "", "1: key \"contextType\": missing"},
    {"\"arg\": 0, \"arg2\": 1}", "\"arg\": 0}",
     "18: key \"facts.error_move[0].arg2\": missing"},
    {", \"slot\": \"A.b\"", "",
     "19: key \"facts.slot_setter[0].slot\": missing"},
    {"\"failure\": [],\n", "", "22: key \"lifeCycles[0].failure\": missing"},
    /* unknown */
    {"\"borrows\"", "\"borows\"", "9: key \"borows\": unknown key"},
    {"\"harmless\"", "\"harmles\"", "15: key \"facts.harmles\": unknown key"},
    {"\"holder\": 1", "\"holdr\": 1",
     "6: key \"pairs[0].acquire.holdr\": unknown key"},
    {"\"key\": 0}}", "\"key\": 0, \"returnsContext\": true}}",
     "7: key \"pairs[0].release.returnsContext\": unknown key"},
    {"\"arg2\": 1}]", "\"arg2\": 1, \"slot\": \"A.b\"}]",
     "18: key \"facts.error_move[0].slot\": unknown key"},
    {"\"dialect\": \"any\"", "\"dialect\": \"some\"",
     "3: key \"pairs[0].dialect\": "
     "'some' is none of: holder, classic, any"},
    {"\"pure\"", "\"poor\"",
     "12: key \"names[0].kind\": "
     "'poor' is none of: copy, pure, format, concat"},
    {"\"driver\"", "\"drivers\"",
     "22: key \"lifeCycles[0].group\": 'drivers' is none of: class, driver"},
    /* the wrong type */
    {"[\"e\"]", "\"e\"", "26: key \"fatalErrors\": must be an array"},
    {"[\"e\"]", "[\"e\", 7]", "26: key \"fatalErrors[1]\": must be a string"},
    {"\"errorType\": \"E\"", "\"errorType\": null",
     "27: key \"errorType\": must be a string"},
    {"\"errorType\": \"E\"", "\"errorType\": \"\"",
     "27: key \"errorType\": must not be empty"},
    {"{\"function\": \"b\", \"key\": 0}", "7",
     "9: key \"borrows[0]\": must be an object"},
    {"[{\"function\": \"b\", \"key\": 0}]", "{}",
     "9: key \"borrows\": must be an array"},
    {"{\"function\": \"w\", \"args\": 1}", "\"w\"",
     "4: key \"pairs[0].witness\": must be an object"},
    {"\"key\": 0, \"holder\"", "\"key\": \"0\", \"holder\"",
     "6: key \"pairs[0].acquire.key\": must be a whole number"},
    {"\"key\": 0, \"holder\"", "\"key\": 0.5, \"holder\"",
     "6: key \"pairs[0].acquire.key\": must be a whole number"},
    {"\"of\": 0", "\"of\": 0, \"fresh\": 1",
     "12: key \"names[0].fresh\": must be true or false"},
    {"\"ok_more_*\"", "{\"arg\": 3}",
     "16: key \"facts.harmless[2].arg\": unknown key"},
    {"\"ok_more_*\"", "3", "16: key \"facts.harmless[2]\": must be a string"},
    {"[\"A.c\", \"A.d\"]", "\"A.c\"",
     "23: key \"lifeCycles[0].success[0]\": must be an array"},
    {"\"failure\": []", "\"failure\": {}",
     "24: key \"lifeCycles[0].failure\": must be an array"},
    /* values that cannot be right */
    {"\"key\": 0, \"holder\"", "\"key\": -1, \"holder\"",
     "6: key \"pairs[0].acquire.key\": must not be negative"},
    {"\"key\": 0, \"holder\"", "\"key\": 99, \"holder\"",
     "6: key \"pairs[0].acquire.key\": must be at most 64"},
    {"\"key\": 0, \"holder\"", "\"key\": 2, \"holder\"",
     "6: key \"pairs[0].acquire.key\": "
     "is 2, but the function has 2 arguments"},
    {"\"holder\": 1", "\"holder\": 2",
     "6: key \"pairs[0].acquire.holder\": "
     "is 2, but the function has 2 arguments"},
    {"\"holder\": 1", "\"holder\": 0",
     "6: key \"pairs[0].acquire.holder\": is the same argument as the key"},
    {"\"arg2\": 1}]", "\"arg2\": 0}]",
     "18: key \"facts.error_move[0].arg2\": is the same argument as \"arg\""},
    {"\"get\"", "\"get*\"",
     "5: key \"pairs[0].acquire.function\": "
     "'get*' is not the name of a function"},
    {"\"ok_more_*\"", "\"*\"",
     "16: key \"facts.harmless[2]\": "
     "'*' is not the name of a function or a prefix*"},
    {"\"ok_more_*\"", "\"a*b\"",
     "16: key \"facts.harmless[2]\": "
     "'a*b' is not the name of a function or a prefix*"},
    {"\"A.d\"", "\"A\"",
     "23: key \"lifeCycles[0].success[0][1]\": "
     "'A' is not a slot like \"DeviceClass.realize\""},
    {"\"D.()\", \"group\": \"driver\"", "\"D.()\", \"group\": \"class\"",
     "22: key \"lifeCycles[0].acquire\": "
     "'D.()' is not a slot like \"DeviceClass.realize\""},
    {"[\"A.b\"]", "[\".b\"]",
     "13: key \"names[0].nullIn[0]\": "
     "'.b' is not a slot like \"DeviceClass.realize\""},
    {"\"release\": {\"function\": \"put\", \"key\": 0}}",
     "\"release\": {\"function\": \"put\", \"key\": 0}},\n"
     "  {\"name\": \"p\"}",
     "8: key \"pairs[1].name\": 'p' names two pairs"},
    {"\"key\": 0, \"holder\"", "\"key\": 0, \"key\": 1, \"holder\"",
     "6: key \"pairs[0].acquire.key\": given twice"},
    /* not JSON */
    {"\"args\": 1},\n   \"acq", "\"args\": 1}\n   \"acq",
     "5: expected ',' or the closing bracket"},
    {"\"A.c\", \"A.d\"]", "\"A.c\", \"A.d\" }", "23: '}' closes '['"},
    {"[\"e\"]", "[\"e\",]", "26: expected a value"},
    {"\"borrows\": [", "\"borrows\" [", "9: expected ':'"},
    {"\"contextType\": \"C\"", "", "28: expected a key"},
    {"\"A.d\"", "A", "23: unexpected word 'A'"},
    {"\"A.d\"", "'A'", "23: unexpected character '''"},
    {"\"A.d\"", "// no", "23: unexpected character '/'"},
    {"\"A.d\"", "\u20ac", "23: unexpected character '\u20ac'"},
    {"\"C\"", "\"C", "27: a string does not end"},
    {"\"E\"", "\"\\q\"", "27: a string has a bad escape"},
    {"\"E\"", "\"\\u12\"", "27: a string has a bad escape"},
    {"\"of\": 0", "\"of\": 0x", "12: unexpected word '0x'"},
    {"\"of\": 0", "\"of\": 00", "12: unexpected word '00'"},
    {"\"of\": 0", "\"of\": -", "12: unexpected word '-'"},
    {"\"of\": 0", "\"of\": 1.", "12: unexpected word '1.'"},
    {"\"of\": 0", "\"of\": 1e", "12: unexpected word '1e'"},
    {"\"of\": 0", "\"of\": 1e2",
     "12: key \"names[0].of\": must be a whole number"},
};

static void test_edits(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(edits); i++) {
        const char *at = strstr(good, edits[i].from);
        g_autoptr(GString) text = g_string_new(good);

        /* Each edit is of one place, or its line would say nothing. */
        g_assert_nonnull(at);
        g_assert_null(strstr(at + 1, edits[i].from));
        g_string_erase(text, at - good, strlen(edits[i].from));
        g_string_insert(text, at - good, edits[i].to);
        expect_broken(text->str, -1, edits[i].message);
    }
}

static void test_hostile(void)
{
    g_autoptr(GString) deep = g_string_new("\n");
    g_autoptr(GString) wide = g_string_new("{\n");

    for (int i = 0; i < 200000; i++) {
        g_string_append(deep, i % 2 ? "[" : "{\"a\":");
    }
    for (int i = 0; i < 1000; i++) {
        g_string_append_printf(wide, "\"k%d\": 0,", i);
    }
    expect_broken(deep->str, -1, "2: nested more than 32 deep");
    expect_broken(wide->str, -1, "2: more than 64 keys in one object");
    expect_broken("", -1, "1: expected a value");
    expect_broken(" \n ", -1, "2: expected a value");
    expect_broken("[]", -1, "1: must be an object");
    expect_broken("null", -1, "1: must be an object");
    expect_broken("7", -1, "1: must be an object");
    expect_broken("{}", -1, "1: key \"pairs\": missing");
    expect_broken("{", -1, "1: expected a key or the closing bracket");
    expect_broken("}", -1, "1: expected a value");
    expect_broken("{\n} {}", -1, "2: expected the end of the file");
    expect_broken("{\"pairs\": 1,}", -1, "1: expected a key");
    expect_broken("var a = {}", -1, "1: unexpected word 'var'");
    expect_broken("{\n\"\xff\": 1}", -1, "2: not UTF-8 text");
    expect_broken("{\n\0}", 4, "2: not UTF-8 text");
    expect_broken("{\"pairs\": 1\x01}", -1, "1: unexpected character '\\x01'");
    expect_broken("{\"a\\nb\": 1}", -1, "1: key \"a\\x0ab\": unknown key");
    expect_broken("{\"a\": 99999999999999999999999}", -1, "1: ...");
    expect_broken("{\"\": {\"\": 1}}", -1, "1: ...");
}

/* However much of a good file is there, there is one message, or none. */
static void test_cut_short(void)
{
    g_autofree char *whole = NULL;

    for (gsize length = 0; length < strlen(good) - 2; length++) {
        g_autofree char *message = NULL;

        g_assert_null(load_text(good, length, &message));
        g_assert_null(strchr(message, '\n'));
    }
    hc_contract_free(load_text(good, -1, &whole));
    g_assert_null(whole);
}

static void test_unreadable(void)
{
    g_autofree char *message = NULL;
    g_autofree char *want = g_strdup_printf("%s: cannot be read: "
                                            "Is a directory", directory);

    g_assert_null(hc_contract_load("/nonexistent/a\nb: c", &message));
    g_assert_cmpstr(message, ==, "/nonexistent/a\\x0ab: c: cannot be read: "
                    "No such file or directory");
    g_clear_pointer(&message, g_free);
    g_assert_null(hc_contract_load(directory, &message));
    g_assert_cmpstr(message, ==, want);
    g_assert_null(hc_contract_load("/nonexistent", NULL));
}

static void test_rows(void)
{
    g_autofree char *message = NULL;
    HcContract *contract = load_text(good, -1, &message);
    const HcPair *pair;
    const HcLifeCycle *cycle;
    const HcSequence *sequence;
    const HcFact *fact;
    const HcName *name;

    g_assert_cmpstr(message, ==, NULL);
    pair = g_ptr_array_index(contract->pairs, 0);
    g_assert_cmpstr(pair->witness, ==, "w");
    g_assert_cmpint(pair->witness_args, ==, 1);
    g_assert_cmpstr(pair->key_type, ==, "");
    g_assert_cmpint(pair->acquire.holder, ==, 1);
    g_assert_cmpint(pair->release.holder, ==, HC_NO_ARG);
    g_assert_cmpint(pair->release.args, ==, -1);
    g_assert_false(pair->acquire.returns_context);

    name = hc_contract_name(contract, "n");
    g_assert_cmpint(name->kind, ==, HC_NAME_PURE);
    g_assert_cmpstr(name->null_in[0], ==, "A.b");
    g_assert_null(name->null_in[1]);
    g_assert_null(hc_contract_name(contract, "nn"));
    g_assert_null(hc_contract_name(contract, NULL));

    cycle = g_ptr_array_index(contract->life_cycles, 0);
    g_assert_cmpstr(cycle->acquire, ==, "D.()");
    g_assert_cmpint(cycle->failure->len, ==, 0);
    sequence = g_ptr_array_index(cycle->success, 0);
    g_assert_cmpstr(sequence->slots[1], ==, "A.d");
    g_assert_null(sequence->slots[2]);

    g_assert_false(hc_contract_between(contract, "A.e")->optional);
    g_assert_true(hc_contract_between(contract, "A.f")->optional);
    g_assert_null(hc_contract_between(contract, "A.c"));

    fact = hc_contract_fact(contract, "s", HC_FACT_SLOT_SETTER);
    g_assert_cmpstr(fact->slot, ==, "A.b");
    fact = hc_contract_fact(contract, "ok", HC_FACT_HARMLESS);
    g_assert_cmpint(fact->arg, ==, HC_NO_ARG);
    fact = hc_contract_fact(contract, "ok_x", HC_FACT_HARMLESS);
    g_assert_cmpstr(fact->function, ==, "ok_*");
    fact = hc_contract_fact(contract, "ok_more_x", HC_FACT_HARMLESS);
    g_assert_cmpstr(fact->function, ==, "ok_more_*");
    g_assert_null(hc_contract_fact(contract, "okay", HC_FACT_HARMLESS));
    g_assert_null(hc_contract_fact(contract, "ok", HC_FACT_FREES));
    g_assert_null(hc_contract_fact(contract, NULL, HC_FACT_FREES));
    hc_contract_free(contract);
    hc_contract_free(NULL);
}

static gboolean is_function_of(const HcContract *contract, const char *name,
                               HcFactKind kind)
{
    const HcFact *fact = hc_contract_fact(contract, name, kind);

    return fact && !strchr(fact->function, '*');
}

static void test_built_in(void)
{
    static const char *const helpers[] = {
        /* Put or take holds themselves: never to be called harmless. */
        "virtio_blk_vq_aio_context_cleanup", "virtio_blk_data_plane_destroy",
        "virtio_scsi_dataplane_cleanup", "virtio_scsi_dataplane_setup",
        "iothread_vq_mapping_cleanup", "iothread_vq_mapping_apply",
        "xen_block_dataplane_destroy", "xen_block_dataplane_create",
        "blk_exp_add", "blk_exp_delete_bh", "vfio_user_disconnect",
        "monitor_suspend", "colo_compare_iothread", "object_ref",
        "iothread_get_aio_context", "iothread_put_aio_context",
        "iothread_create", "iothread_destroy", "virtio_device_realize",
    };
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    const HcPair *pair;
    const HcName *name;
    const HcFact *fact;

    g_assert_cmpstr(message, ==, NULL);
    g_assert_cmpstr(contract->source, ==, "built-in contract");
    pair = g_ptr_array_index(contract->pairs, 0);
    g_assert_cmpstr(pair->name, ==, "iothread");
    g_assert_cmpstr(pair->dialect, ==, "holder");
    g_assert_cmpstr(pair->release.function, ==, "iothread_put_aio_context");
    g_assert_true(pair->acquire.returns_context);
    pair = g_ptr_array_index(contract->pairs, 1);
    g_assert_cmpstr(pair->name, ==, "iothread-ref");
    g_assert_cmpint(pair->witness_args, ==, 1);
    g_assert_cmpint(contract->borrows->len, ==, 1);
    g_assert_cmpint(contract->context_fields->len, ==, 1);
    g_assert_cmpstr(contract->context_type, ==, "AioContext");
    g_assert_true(g_strv_contains((const char *const *)contract->fatal_errors,
                                  "error_abort"));

    name = hc_contract_name(contract, "object_get_canonical_path");
    g_assert_true(name->fresh && name->path);
    g_assert_true(g_strv_contains((const char *const *)name->null_in,
                                  "TypeInfo.instance_finalize"));
    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        g_assert_cmpint(g_hash_table_size(contract->fact_index[kind]), >, 0);
    }
    fact = hc_contract_fact(contract, "tran_add", HC_FACT_DRIVER);
    g_assert_cmpint(fact->arg, ==, 1);
    g_assert_cmpint(fact->arg2, ==, 2);
    fact = hc_contract_fact(contract, "blk_add_aio_context_notifier",
                            HC_FACT_CALLBACK);
    g_assert_cmpint(fact->arg, ==, 1);
    g_assert_cmpint(fact->next->arg, ==, 2);
    g_assert_null(fact->next->next);

    for (guint i = 0; i < G_N_ELEMENTS(helpers); i++) {
        g_assert_null(hc_contract_fact(contract, helpers[i],
                                       HC_FACT_HARMLESS));
    }
    /* A row that names a releaser as harmless outright is a slip. */
    for (guint i = 0; i < contract->facts->len; i++) {
        fact = g_ptr_array_index(contract->facts, i);
        g_assert_false(fact->kind == HC_FACT_RUNS_RELEASE &&
                       is_function_of(contract, fact->function,
                                      HC_FACT_HARMLESS));
    }
    hc_contract_free(contract);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    int result;

    g_test_init(&argc, &argv, NULL);
    directory = g_dir_make_tmp("contract-XXXXXX", &error);
    g_assert_no_error(error);
    g_test_add_func("/contract/built-in", test_built_in);
    g_test_add_func("/contract/rows", test_rows);
    g_test_add_func("/contract/edits", test_edits);
    g_test_add_func("/contract/hostile", test_hostile);
    g_test_add_func("/contract/cut-short", test_cut_short);
    g_test_add_func("/contract/unreadable", test_unreadable);
    result = g_test_run();

    path = g_build_filename(directory, "c.json", NULL);
    g_remove(path);
    g_rmdir(directory);
    g_free(directory);
    return result;
}
