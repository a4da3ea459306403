// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/message.h"

#include "shared/json/jsonwriter.h"

using namespace Qt::StringLiterals;

namespace muster {

namespace {

std::unexpected<Error> invalid(const QString &text, const char *field)
{
    return fail(ErrorCode::Invalid, text, QLatin1StringView(field));
}

QString textOf(const JsonValue &object, QByteArrayView name)
{
    const auto value = object.find(name);
    return value ? value->toString().value_or(QString()) : QString();
}

Error readError(const JsonValue &error)
{
    Error read;
    const auto number = error.find("code");
    read.code = errorCodeFromJsonRpc(number ? number->toInteger().value_or(0) : 0);
    read.text = textOf(error, "message");
    if (const auto data = error.find("data"); data && data->isObject()) {
        if (const QString name = textOf(*data, "name"); !name.isEmpty())
            read.code = errorCodeFromName(name);
        read.source = textOf(*data, "source");
        read.field = textOf(*data, "field");
        read.remedy = textOf(*data, "remedy");
    }
    return read;
}

Result<Message> readResponse(const JsonValue &line)
{
    ResponseMessage response;
    const auto id = line.find("id");
    const auto error = line.find("error");
    // An error counts whatever stands beside it: JSON-RPC 1.0, and who still writes like it, puts a null
    // there.
    if (error && error->isObject())
        response.error = readError(*error);
    else if (response.result = line.find("result"); !response.result)
        return invalid(u"an answer needs a result or an error"_s, "result");
    // An error about a message that could not be read carries no id: then it concerns the connection as a
    // whole.
    if (!id || id->isNull())
        return response;
    const auto number = id->toInteger();
    if (!number)
        return invalid(u"the answer's id is none of ours"_s, "id");
    response.id = *number;
    return response;
}

Result<Message> readRequest(const JsonValue &line, const JsonValue &method)
{
    RequestMessage request;
    const auto name = method.toUtf8();
    if (!name || name->isEmpty() || name->size() > MaxMethodBytes)
        return invalid(u"the method must be text of 1 to %1 bytes"_s.arg(MaxMethodBytes), "method");
    request.method = *name;
    if (const auto id = line.find("id")) {
        if (id->kind() != JsonValue::Kind::Integer && id->kind() != JsonValue::Kind::String)
            return invalid(u"the id must be text or a whole number"_s, "id");
        request.id = id->toJson();
        if (request.id.size() > MaxIdBytes)
            return invalid(u"the id must be at most %1 bytes"_s.arg(MaxIdBytes), "id");
    }
    request.params = line.find("params");
    if (request.params && !request.params->isObject())
        return invalid(u"params must be an object with named members"_s, "params");
    if (const auto deadline = line.find("deadline")) {
        const auto milliseconds = deadline->toInteger();
        if (!milliseconds || *milliseconds <= 0)
            return invalid(u"the deadline must be a positive number of milliseconds"_s, "deadline");
        request.deadline = std::chrono::milliseconds(*milliseconds);
    }
    return request;
}

void begin(JsonWriter &writer)
{
    writer.beginObject().key("jsonrpc").utf8("2.0");
}

void end(JsonWriter &writer, QByteArray &out)
{
    writer.endObject();
    out.append('\n');
}

void appendErrorData(JsonWriter &writer, const Error &error)
{
    const auto put = [&](QByteArrayView name, const QString &text) {
        if (!text.isEmpty())
            writer.key(name).string(text);
    };
    writer.key("data").beginObject();
    put("name", errorName(error.code));
    put("source", error.source);
    put("field", error.field);
    put("remedy", error.remedy);
    writer.endObject();
}

} // namespace

Result<Message> readMessage(const JsonValue &line)
{
    if (line.kind() == JsonValue::Kind::Array)
        return invalid(u"batches are not supported, send one message a line"_s, "");
    if (!line.isObject())
        return invalid(u"a message must be an object"_s, "");
    const auto version = line.find("jsonrpc");
    if (!version || version->toUtf8() != QByteArrayView("2.0"))
        return invalid(u"must be \"2.0\""_s, "jsonrpc");
    if (const auto method = line.find("method"))
        return readRequest(line, *method);
    return readResponse(line);
}

QByteArray requestId(const JsonValue &line)
{
    const auto id = line.find("method") ? line.find("id") : std::nullopt;
    if (!id || (id->kind() != JsonValue::Kind::Integer && id->kind() != JsonValue::Kind::String))
        return {};
    const QByteArray text = id->toJson();
    return text.size() <= MaxIdBytes ? text : QByteArray();
}

void appendRequest(QByteArray &out, qint64 id, QByteArrayView method, QByteArrayView params,
                   std::chrono::milliseconds deadline)
{
    JsonWriter writer(out);
    begin(writer);
    writer.key("id").integer(id).key("method").utf8(method);
    if (!params.isEmpty())
        writer.key("params").raw(params);
    writer.key("deadline").integer(deadline.count());
    end(writer, out);
}

void appendNotification(QByteArray &out, QByteArrayView method, QByteArrayView params)
{
    JsonWriter writer(out);
    begin(writer);
    writer.key("method").utf8(method);
    if (!params.isEmpty())
        writer.key("params").raw(params);
    end(writer, out);
}

void appendResult(QByteArray &out, QByteArrayView id, QByteArrayView result)
{
    JsonWriter writer(out);
    begin(writer);
    writer.key("id").raw(id).key("result").raw(result);
    end(writer, out);
}

void appendError(QByteArray &out, QByteArrayView id, const Error &error)
{
    JsonWriter writer(out);
    begin(writer);
    writer.key("id").raw(id.isEmpty() ? QByteArrayView("null") : id);
    writer.key("error")
        .beginObject()
        .key("code")
        .integer(jsonRpcCode(error.code))
        .key("message")
        .string(error.text);
    appendErrorData(writer, error);
    writer.endObject();
    end(writer, out);
}

} // namespace muster
