// SPDX-License-Identifier: Apache-2.0
#include "agent/server/methodtable.h"

#include <QJsonArray>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

Error unknown(QByteArrayView method)
{
    return {ErrorCode::Unsupported,
            u"there is no method \"%1\""_s.arg(QString::fromUtf8(method)),
            {},
            u"method"_s,
            u"see rpc.discover for the list"_s};
}

Error strangersMayNot()
{
    return {ErrorCode::NotPaired,
            u"only paired peers may call this"_s,
            {},
            u"method"_s,
            u"pair this console with the node first"_s};
}

Error forbidden(Role needed, Role has)
{
    const QMetaEnum roles = QMetaEnum::fromType<Role>();
    return {ErrorCode::Forbidden,
            u"this needs the role %1, you have %2"_s.arg(QLatin1StringView(roles.valueToKey(int(needed))),
                                                         QLatin1StringView(roles.valueToKey(int(has)))),
            {},
            u"method"_s,
            u"pair again with a higher role"_s};
}

Error membersOnly()
{
    return {ErrorCode::Forbidden,
            u"only other members of the node's system may call this"_s,
            {},
            u"method"_s,
            {}};
}

QJsonArray namedParams(const QJsonObject &schema)
{
    QJsonArray list;
    const QJsonObject properties = schema["properties"_L1].toObject();
    const QJsonArray required = schema["required"_L1].toArray();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QJsonObject property = it.value().toObject();
        list.append(QJsonObject{{u"name"_s, it.key()},
                                {u"description"_s, property["description"_L1]},
                                {u"required"_s, required.contains(it.key())},
                                {u"schema"_s, property}});
    }
    return list;
}

} // namespace

MethodTable::MethodTable(AuditSink *audit)
    : m_audit(audit)
{
    m_noParams = m_nothing.parse("{}", 2).value();
}

void MethodTable::dispatch(CallContext context, std::shared_ptr<IncomingRequest> request) const
{
    const auto found = m_entries.find(request->method());
    const bool isKnown = found != m_entries.end();
    if (context.role == Role::Stranger && (!isKnown || found->second.minRole > Role::Stranger))
        return request->answer(fail(strangersMayNot()));
    if (!isKnown)
        return request->answer(fail(unknown(request->method())));
    const Entry &entry = found->second;
    // Before it is announced: who may not change anything must not make the disk work for it.
    if (context.role < entry.minRole)
        return finish(fail(forbidden(entry.minRole, context.role)), context, entry.changes, *request);
    if (entry.forMembers && !context.isMember)
        return finish(fail(membersOnly()), context, entry.changes, *request);
    const JsonValue params = request->params().value_or(*m_noParams);
    if (entry.changes && m_audit) {
        const auto record = m_audit->begin(context, request->method(), params);
        if (!record)
            return request->answer(fail(record.error()));
        context.auditRecord = *record;
    }
    entry.call(std::move(context), std::move(request), params);
}

void MethodTable::finish(const Result<QByteArray> &result, const CallContext &context, bool changes,
                         IncomingRequest &request) const
{
    if (changes && m_audit)
        m_audit->end(context, request.method(), result ? std::nullopt : std::optional(result.error()));
    request.answer(result);
}

QJsonObject MethodTable::openRpc() const
{
    QJsonArray methods;
    for (const auto &[name, entry] : m_entries) {
        methods.append(QJsonObject{
            {u"name"_s, QString::fromUtf8(name)},
            {u"summary"_s, QString::fromUtf8(entry.doc)},
            {u"paramStructure"_s, u"by-name"_s},
            {u"params"_s, namedParams(entry.params)},
            {u"result"_s, QJsonObject{{u"name"_s, u"answer"_s}, {u"schema"_s, entry.answer}}},
            {u"x-role"_s, QLatin1StringView(QMetaEnum::fromType<Role>().valueToKey(int(entry.minRole)))},
            {u"x-changes"_s, entry.changes},
            {u"x-for-members"_s, entry.forMembers},
        });
    }
    return {{u"openrpc"_s, u"1.3.2"_s},
            {u"info"_s,
             QJsonObject{{u"title"_s, u"Muster agent"_s}, {u"version"_s, QStringLiteral(MUSTER_VERSION)}}},
            {u"methods"_s, methods}};
}

} // namespace muster::agent
