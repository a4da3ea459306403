// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcdmessages.h"

#include "agent/composite/etcd/etcderror.h"
#include "shared/json/jsonvalue.h"
#include "shared/json/jsonwriter.h"

using namespace Qt::StringLiterals;

namespace muster::agent::etcd {

namespace {

QByteArray base64(const QString &text)
{
    return text.toUtf8().toBase64();
}

/// etcd's way to say "all keys that begin with this": up to the first key that does not.
QString endOf(const QString &folder)
{
    QString end = folder;
    end.back() = QChar(end.back().unicode() + 1);
    return end;
}

void writeNumber(JsonWriter &out, const char *name, qint64 value)
{
    out.key(name).utf8(QByteArray::number(value));
}

/// What is absent is 0.
qint64 number(const std::optional<JsonValue> &object, const char *name)
{
    const auto value = object ? object->find(name) : std::nullopt;
    if (!value)
        return 0;
    if (const auto integer = value->toInteger())
        return *integer;
    const auto text = value->toUtf8();
    return text ? text->toByteArray().toLongLong() : 0;
}

bool isTrue(const JsonValue &object, const char *name)
{
    const auto value = object.find(name);
    return value && value->toBool().value_or(false);
}

QByteArray bytes(const JsonValue &object, const char *name)
{
    const auto value = object.find(name);
    const auto text = value ? value->toUtf8() : std::nullopt;
    return text ? QByteArray::fromBase64(text->toByteArray()) : QByteArray();
}

qint64 revision(const JsonValue &answer)
{
    return number(answer.find("header"), "revision");
}

EtcdEntry entry(const JsonValue &kv)
{
    return {bytes(kv, "value"), number(kv, "mod_revision"), number(kv, "lease")};
}

QString nameIn(const QString &folder, const JsonValue &kv)
{
    const QString key = QString::fromUtf8(bytes(kv, "key"));
    return key.startsWith(folder) ? key.sliced(folder.size()) : key;
}

void forEachIn(const std::optional<JsonValue> &list, const std::function<void(const JsonValue &)> &visit)
{
    if (!list)
        return;
    list->forEachElement([&](const JsonValue &element) {
        visit(element);
        return true;
    });
}

/// An answer of etcd: an object, unwrapped where the gateway takes it for one of a stream.
Result<JsonValue> parse(JsonParser &parser, QByteArrayView answer)
{
    const auto json = parser.parse(answer, answer.size() + 1);
    if (!json)
        return fail(unreadable(json.error().text));
    if (!json->isObject())
        return fail(unreadable(u"no object"_s));
    if (const auto error = json->find("error")) {
        // Of a watch, which has its status in the stream.
        return fail(toFailure({{}, QNetworkReply::NoError, {}, 500, error->toJson()}).error);
    }
    const auto result = json->find("result");
    return result ? *result : *json;
}

} // namespace

QByteArray grant(std::chrono::seconds ttl)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject();
    writeNumber(out, "TTL", ttl.count());
    out.endObject();
    return text;
}

QByteArray ofLease(qint64 id)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject();
    writeNumber(out, "ID", id);
    out.endObject();
    return text;
}

QByteArray range(const QString &folder)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject()
        .key("key")
        .utf8(base64(folder))
        .key("range_end")
        .utf8(base64(endOf(folder)))
        .endObject();
    return text;
}

QByteArray txn(const EtcdTxn &txn)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject().key("compare").beginArray();
    for (const EtcdTxn::Guard &guard : txn.guards) {
        out.beginObject().key("key").utf8(base64(guard.key)).key("target").utf8("MOD");
        out.key("result").utf8("EQUAL");
        writeNumber(out, "mod_revision", guard.modRevision);
        out.endObject();
    }
    out.endArray().key("success").beginArray();
    for (const EtcdTxn::Put &put : txn.puts) {
        out.beginObject().key("request_put").beginObject().key("key").utf8(base64(put.key));
        out.key("value").utf8(put.value.toBase64());
        writeNumber(out, "lease", put.lease);
        out.endObject().endObject();
    }
    for (const QString &key : txn.deletes) {
        out.beginObject().key("request_delete_range").beginObject().key("key").utf8(base64(key));
        out.endObject().endObject();
    }
    out.endArray().key("failure").beginArray();
    if (!txn.otherwise.isEmpty()) {
        out.beginObject().key("request_range").beginObject().key("key").utf8(base64(txn.otherwise));
        out.endObject().endObject();
    }
    out.endArray().endObject();
    return text;
}

QByteArray watch(const QString &folder, qint64 fromRevision)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject().key("create_request").beginObject().key("key").utf8(base64(folder));
    out.key("range_end").utf8(base64(endOf(folder)));
    writeNumber(out, "start_revision", fromRevision);
    out.endObject().endObject();
    return text;
}

QByteArray login(const QString &user, const QString &password)
{
    QByteArray text;
    JsonWriter out(text);
    out.beginObject().key("name").string(user).key("password").string(password).endObject();
    return text;
}

Result<EtcdLeaseAnswer> readLease(QByteArrayView answer)
{
    JsonParser parser;
    const auto json = parse(parser, answer);
    if (!json)
        return fail(json.error());
    if (number(*json, "ID") == 0)
        return fail(unreadable(u"a lease without an ID"_s));
    return EtcdLeaseAnswer{number(*json, "ID"), std::chrono::seconds(number(*json, "TTL"))};
}

Result<EtcdRange> readRange(QByteArrayView answer, const QString &folder)
{
    JsonParser parser;
    const auto json = parse(parser, answer);
    if (!json)
        return fail(json.error());
    EtcdRange range{revision(*json), {}};
    if (range.revision == 0)
        return fail(unreadable(u"no revision"_s));
    forEachIn(json->find("kvs"),
              [&](const JsonValue &kv) { range.entries.insert(nameIn(folder, kv), entry(kv)); });
    return range;
}

Result<EtcdTxnAnswer> readTxn(QByteArrayView answer)
{
    JsonParser parser;
    const auto json = parse(parser, answer);
    if (!json)
        return fail(json.error());
    EtcdTxnAnswer read{isTrue(*json, "succeeded"), revision(*json), std::nullopt};
    if (read.revision == 0)
        return fail(unreadable(u"no revision"_s));
    forEachIn(json->find("responses"), [&](const JsonValue &response) {
        if (const auto found = response.find("response_range"))
            forEachIn(found->find("kvs"), [&](const JsonValue &kv) { read.instead = entry(kv); });
    });
    return read;
}

Result<EtcdChange> readChange(QByteArrayView line, const QString &folder)
{
    JsonParser parser;
    const auto json = parse(parser, line);
    if (!json)
        return fail(json.error());
    EtcdChange change{isTrue(*json, "canceled"), {}};
    forEachIn(json->find("events"), [&](const JsonValue &event) {
        const auto kv = event.find("kv");
        if (!kv)
            return;
        const auto type = event.find("type");
        const bool isDeletion = type && type->toUtf8() == QByteArrayView("DELETE");
        const EtcdEntry now = entry(*kv);
        change.events.append(
            {nameIn(folder, *kv), now.modRevision, isDeletion ? std::nullopt : std::optional(now)});
    });
    return change;
}

Result<QByteArray> readToken(QByteArrayView answer)
{
    JsonParser parser;
    const auto json = parse(parser, answer);
    if (!json)
        return fail(json.error());
    const auto token = json->find("token");
    const auto text = token ? token->toUtf8() : std::nullopt;
    if (!text || text->isEmpty())
        return fail(unreadable(u"a login without a token"_s));
    return text->toByteArray();
}

} // namespace muster::agent::etcd
