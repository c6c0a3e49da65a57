/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON form of the contract, section by section and row by row. */
#include "contract/parse.h"
#include "contract/reader.h"

typedef enum Need { NONE, MAY, MUST } Need;

/* Which keys a row of facts has beside "function", in HcFactKind's order. */
static const struct {
    const char *word;
    Need arg, arg2, slot;
} kinds[HC_FACT_KINDS] = {
    [HC_FACT_IDENTITY] = {"identity", MUST, NONE, NONE},
    [HC_FACT_FREES] = {"frees", MUST, NONE, NONE},
    [HC_FACT_NORETURN] = {"noreturn", NONE, NONE, NONE},
    [HC_FACT_ERROR_SET] = {"error_set", MUST, NONE, NONE},
    [HC_FACT_ERROR_MOVE] = {"error_move", MUST, MUST, NONE},
    [HC_FACT_ERROR_FREE] = {"error_free", MUST, NONE, NONE},
    [HC_FACT_ALLOC] = {"alloc", NONE, NONE, NONE},
    [HC_FACT_ALLOC_ZERO] = {"alloc_zero", NONE, NONE, NONE},
    [HC_FACT_DERIVES] = {"derives", MUST, NONE, NONE},
    [HC_FACT_HARMLESS] = {"harmless", NONE, NONE, NONE},
    [HC_FACT_RUNS_RELEASE] = {"runs_release", MAY, NONE, NONE},
    [HC_FACT_DESTROYS] = {"destroys", MUST, NONE, NONE},
    [HC_FACT_CALLBACK] = {"callback", MUST, MAY, NONE},
    [HC_FACT_DRIVER] = {"driver", MUST, MAY, NONE},
    [HC_FACT_SLOT_SETTER] = {"slot_setter", MUST, MUST, MUST},
    [HC_FACT_PROPERTY] = {"property", MUST, MAY, NONE},
};

static void read_call_keys(Reader *reader, JsonObject *object, const At *at,
                           gboolean holder, HcCall *call)
{
    call->function = hc_read_function(reader, object, at, FALSE);
    call->args = hc_read_number(reader, object, at, "args", FALSE);
    call->key = hc_read_number(reader, object, at, "key", TRUE);
    call->holder = holder
        ? hc_read_number(reader, object, at, "holder", FALSE) : HC_NO_ARG;
    call->returns_context = hc_read_flag(reader, object, at,
                                         "returnsContext");

    if (call->args != HC_NO_ARG && call->key >= call->args) {
        At here = {at, "key", 0};

        hc_fail(reader, &here, "is %d, but the function has %d arguments",
                call->key, call->args);
    }
    if (call->args != HC_NO_ARG && call->holder >= call->args) {
        At here = {at, "holder", 0};

        hc_fail(reader, &here, "is %d, but the function has %d arguments",
                call->holder, call->args);
    }
    if (call->holder != HC_NO_ARG && call->holder == call->key) {
        At here = {at, "holder", 0};

        hc_fail(reader, &here, "is the same argument as the key");
    }
}

static void read_call(Reader *reader, JsonObject *pair, const At *at,
                      const char *key, HcCall *call)
{
    static const char *const acquire_keys[] = {
        "function", "args", "key", "holder", "returnsContext", NULL
    };
    static const char *const release_keys[] = {
        "function", "args", "key", "holder", NULL
    };
    gboolean acquire = g_str_equal(key, "acquire");
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, pair, at, key, TRUE);
    JsonObject *object = node
        ? hc_open_object(reader, node, &here,
                         acquire ? acquire_keys : release_keys) : NULL;

    read_call_keys(reader, object, &here, TRUE, call);
}

static void read_pair(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {
        "name", "dialect", "keyType", "witness", "acquire", "release", NULL
    };
    static const char *const witness_keys[] = {"function", "args", NULL};
    static const char *const dialects[] = {"holder", "classic", "any", NULL};
    JsonObject *object = hc_open_object(reader, node, at, keys);
    JsonNode *witness = hc_read_member(reader, object, at, "witness", FALSE);
    HcPair *pair = g_new0(HcPair, 1);
    GPtrArray *pairs = reader->contract->pairs;
    int dialect;

    pair->name = hc_read_string(reader, object, at, "name", TRUE);
    for (guint i = 0; i < pairs->len; i++) {
        HcPair *other = g_ptr_array_index(pairs, i);

        if (g_str_equal(other->name, pair->name)) {
            At here = {at, "name", 0};

            hc_fail(reader, &here, "'%s' names two pairs", pair->name);
        }
    }
    g_ptr_array_add(pairs, pair);
    dialect = hc_read_word(reader, object, at, "dialect", dialects);
    pair->dialect = g_strdup(dialects[dialect]);
    pair->key_type = hc_read_string(reader, object, at, "keyType", FALSE);
    if (witness) {
        At here = {at, "witness", 0};
        JsonObject *row = hc_open_object(reader, witness, &here, witness_keys);

        pair->witness = hc_read_function(reader, row, &here, FALSE);
        pair->witness_args = hc_read_number(reader, row, &here, "args", TRUE);
    } else {
        pair->witness = g_strdup("");
        pair->witness_args = HC_NO_ARG;
    }
    read_call(reader, object, at, "acquire", &pair->acquire);
    read_call(reader, object, at, "release", &pair->release);
}

static void read_borrow(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {
        "function", "args", "key", "returnsContext", "unless", NULL
    };
    JsonObject *object = hc_open_object(reader, node, at, keys);
    HcBorrow *borrow = g_new0(HcBorrow, 1);

    g_ptr_array_add(reader->contract->borrows, borrow);
    read_call_keys(reader, object, at, FALSE, &borrow->call);
    borrow->unless = hc_read_string(reader, object, at, "unless", FALSE);
}

static void read_context_field(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {"type", "field", NULL};
    JsonObject *object = hc_open_object(reader, node, at, keys);
    HcContextField *field = g_new0(HcContextField, 1);

    g_ptr_array_add(reader->contract->context_fields, field);
    field->type = hc_read_string(reader, object, at, "type", TRUE);
    field->field = hc_read_string(reader, object, at, "field", TRUE);
}

static void read_name(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {
        "function", "kind", "of", "into", "fresh", "path", "component",
        "nullIn", NULL
    };
    /* In the order of HcNameKind. */
    static const char *const words[] = {
        "copy", "pure", "format", "concat", NULL
    };
    JsonObject *object = hc_open_object(reader, node, at, keys);
    At null_in = {at, "nullIn", 0};
    HcName *name = g_new0(HcName, 1);

    g_ptr_array_add(reader->contract->names, name);
    name->function = hc_read_function(reader, object, at, FALSE);
    name->kind = (HcNameKind)hc_read_word(reader, object, at, "kind", words);
    name->of = hc_read_number(reader, object, at, "of", TRUE);
    name->into = hc_read_number(reader, object, at, "into", FALSE);
    name->fresh = hc_read_flag(reader, object, at, "fresh");
    name->path = hc_read_flag(reader, object, at, "path");
    name->component = hc_read_flag(reader, object, at, "component");
    name->null_in = hc_read_strings(
        reader, hc_read_member(reader, object, at, "nullIn", FALSE),
        &null_in, TRUE);
}

static void read_fact(Reader *reader, JsonNode *node, const At *at)
{
    HcFactKind kind = at->up->index;
    const char *keys[5] = {"function"};
    int n_keys = 1;
    JsonObject *object;
    HcFact *fact = g_new0(HcFact, 1);

    fact->kind = kind;
    fact->arg = fact->arg2 = HC_NO_ARG;
    g_ptr_array_add(reader->contract->facts, fact);
    if (kinds[kind].arg == NONE && !JSON_NODE_HOLDS_OBJECT(node)) {
        /* Most rows are long lists of names: a plain string will do. */
        fact->function = hc_read_function_node(reader, node, at, TRUE);
        return;
    }
    keys[n_keys] = "arg";
    n_keys += kinds[kind].arg != NONE;
    keys[n_keys] = "arg2";
    n_keys += kinds[kind].arg2 != NONE;
    keys[n_keys] = "slot";
    n_keys += kinds[kind].slot != NONE;
    keys[n_keys] = NULL;

    object = hc_open_object(reader, node, at, keys);
    fact->function = hc_read_function(reader, object, at, TRUE);
    fact->arg = hc_read_number(reader, object, at, "arg",
                               kinds[kind].arg == MUST);
    fact->arg2 = hc_read_number(reader, object, at, "arg2",
                                kinds[kind].arg2 == MUST);
    if (kinds[kind].slot == MUST) {
        fact->slot = hc_read_slot(reader, object, at, "slot", FALSE);
    }
    if (fact->arg != HC_NO_ARG && fact->arg == fact->arg2) {
        At here = {at, "arg2", 0};

        hc_fail(reader, &here, "is the same argument as \"arg\"");
    }
}

static void read_facts(Reader *reader, JsonNode *node, const At *at)
{
    const char *keys[HC_FACT_KINDS + 1] = {NULL};
    JsonObject *object;

    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        keys[kind] = kinds[kind].word;
    }
    object = hc_open_object(reader, node, at, keys);
    for (int kind = 0; kind < HC_FACT_KINDS; kind++) {
        /* read_fact finds its kind in the link above its own. */
        At here = {at, keys[kind], kind};
        JsonNode *rows = hc_read_member(reader, object, at, keys[kind],
                                        FALSE);

        if (rows) {
            hc_each_row(reader, rows, &here, read_fact);
        }
    }
}

static void read_container(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {
        "function", "does", "container", "key", "value", "callback", NULL
    };
    /* In the order of HcContainerOp. */
    static const char *const words[] = {
        "keep", "find", "drop", "visit", "sweep", NULL
    };
    JsonObject *object = hc_open_object(reader, node, at, keys);
    HcContainer *row = g_new0(HcContainer, 1);
    gboolean calls;

    g_ptr_array_add(reader->contract->containers, row);
    row->function = hc_read_function(reader, object, at, FALSE);
    row->op = (HcContainerOp)hc_read_word(reader, object, at, "does", words);
    calls = row->op == HC_CONTAINER_VISIT || row->op == HC_CONTAINER_SWEEP;
    row->container = hc_read_number(reader, object, at, "container", TRUE);
    row->key = hc_read_number(reader, object, at, "key", FALSE);
    row->value = hc_read_number(reader, object, at, "value",
                                calls || row->op == HC_CONTAINER_KEEP);
    row->callback = hc_read_number(reader, object, at, "callback", calls);
}

static void read_sequence(Reader *reader, JsonNode *node, const At *at,
                          GPtrArray *sequences)
{
    HcSequence *sequence = g_new0(HcSequence, 1);

    sequence->slots = hc_read_strings(reader, node, at, TRUE);
    g_ptr_array_add(sequences, sequence);
}

static void read_sequences(Reader *reader, JsonObject *cycle, const At *at,
                           const char *key, GPtrArray *sequences)
{
    At here = {at, key, 0};
    JsonNode *node = hc_read_member(reader, cycle, at, key, TRUE);
    JsonArray *array;

    if (!node) {
        return;
    }
    if (!JSON_NODE_HOLDS_ARRAY(node)) {
        hc_fail(reader, &here, "must be an array");
        return;
    }
    array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++) {
        At element = {&here, NULL, i};

        read_sequence(reader, json_array_get_element(array, i), &element,
                      sequences);
    }
}

static void read_life_cycle(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {
        "acquire", "group", "success", "failure", "without", NULL
    };
    static const char *const groups[] = {"class", "driver", NULL};
    JsonObject *object = hc_open_object(reader, node, at, keys);
    HcLifeCycle *cycle = hc_life_cycle_new();
    int group = hc_read_word(reader, object, at, "group", groups);

    g_ptr_array_add(reader->contract->life_cycles, cycle);
    cycle->group = g_strdup(groups[group]);
    cycle->acquire = hc_read_slot(reader, object, at, "acquire",
                                  g_str_equal(cycle->group, "driver"));
    read_sequences(reader, object, at, "success", cycle->success);
    read_sequences(reader, object, at, "failure", cycle->failure);
    read_sequences(reader, object, at, "without", cycle->without);
}

static void read_between(Reader *reader, JsonNode *node, const At *at)
{
    static const char *const keys[] = {"slot", "optional", NULL};
    JsonObject *object = hc_open_object(reader, node, at, keys);
    HcBetween *between = g_new0(HcBetween, 1);

    g_ptr_array_add(reader->contract->between, between);
    between->slot = hc_read_slot(reader, object, at, "slot", FALSE);
    between->optional = hc_read_flag(reader, object, at, "optional");
}

void hc_read_contract(Reader *reader, JsonNode *root)
{
    static const struct {
        const char *key;
        HcReadRow *read;
        gboolean later; /* contracts of before there were any go on to be
                         * read */
    } sections[] = {
        {"pairs", read_pair, FALSE},
        {"borrows", read_borrow, FALSE},
        {"contextFields", read_context_field, FALSE},
        {"names", read_name, FALSE},
        {"lifeCycles", read_life_cycle, FALSE},
        {"betweenSlots", read_between, TRUE},
        {"containers", read_container, TRUE},
    };
    static const char *const keys[] = {
        "license", "pairs", "borrows", "contextFields", "names", "facts",
        "lifeCycles", "betweenSlots", "containers", "fatalErrors",
        "headerBodies", "errorType", "contextType", NULL
    };
    HcContract *contract = reader->contract;
    JsonObject *object = hc_open_object(reader, root, NULL, keys);
    At fatal = {NULL, "fatalErrors", 0};
    At bodies = {NULL, "headerBodies", 0};
    At facts = {NULL, "facts", 0};
    JsonNode *node;

    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        At here = {NULL, sections[i].key, 0};

        node = hc_read_member(reader, object, NULL, sections[i].key,
                              !sections[i].later);
        if (node) {
            hc_each_row(reader, node, &here, sections[i].read);
        }
    }
    node = hc_read_member(reader, object, NULL, "facts", TRUE);
    if (node) {
        read_facts(reader, node, &facts);
    }
    node = hc_read_member(reader, object, NULL, "fatalErrors", TRUE);
    contract->fatal_errors = hc_read_strings(reader, node, &fatal, FALSE);
    node = hc_read_member(reader, object, NULL, "headerBodies", FALSE);
    if (node) {
        contract->header_bodies = hc_read_strings(reader, node, &bodies,
                                                  FALSE);
    }
    contract->error_type = hc_read_string(reader, object, NULL, "errorType",
                                          TRUE);
    contract->context_type = hc_read_string(reader, object, NULL,
                                            "contextType", TRUE);
}
