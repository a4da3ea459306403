// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpkindfile.h"

#include "shared/json/jsonlocation.h"
#include "shared/json/nearestword.h"
#include "shared/model/unknownmembers.h"

#include "agent/dumps/collectors/filescollector.h"
#include "agent/dumps/collectors/machinecollectors.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::unexpected<Error> invalid(const QString &text, const QString &key, const QString &remedy)
{
    return fail({ErrorCode::Invalid, text, {}, key, remedy});
}

bool isType(const QString &type)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    };
    return std::ranges::all_of(type, isAllowed) && !type.startsWith(u'-');
}

Result<DumpKind> checkCollected(const DumpKind &kind)
{
    const QStringList words = collectorWords();
    for (qsizetype i = 0; i < kind.collectors.size(); ++i) {
        if (!words.contains(kind.collectors[i]))
            return invalid(u"there is no collector \"%1\""_s.arg(kind.collectors[i].left(64)),
                           u"collectors[%1]"_s.arg(i), u"allowed: %1"_s.arg(words.join(u", "_s)));
    }
    for (qsizetype i = 0; i < kind.files.size(); ++i) {
        if (const QString fault = faultOfPattern(kind.files[i]); !fault.isEmpty())
            return invalid(fault, u"files[%1]"_s.arg(i), u"write for example /var/log/fan/*.log"_s);
    }
    if (kind.collectors.isEmpty() && kind.files.isEmpty())
        return invalid(u"it collects nothing"_s, u"collectors"_s, u"name collectors, or files"_s);
    return kind;
}

Result<DumpKind> check(const DumpKind &kind)
{
    if (!isType(kind.type))
        return invalid(u"\"%1\" is no type of dump"_s.arg(kind.type), u"type"_s,
                       u"use letters a to z, digits and \"-\""_s);
    if (!kind.unavailable.isEmpty())
        return invalid(u"it is told by the node, never configured"_s, u"unavailable"_s, u"leave it out"_s);
    if (kind.creator == DumpCreator::Host)
        return invalid(u"what the host makes cannot be told here"_s, u"creator"_s,
                       u"leave it out: the agent makes it"_s);
    if (kind.isDisruptive)
        return invalid(u"what stops the host is asked of the host, and a site's kind cannot be"_s,
                       u"isDisruptive"_s, u"leave it out: what is collected disturbs nothing"_s);
    return checkCollected(kind);
}

Result<DumpKind> read(const JsonValue &json)
{
    QList<UnknownMember> unknown;
    findUnknownMembers<DumpKind>(json, unknown);
    if (!unknown.isEmpty()) {
        const UnknownMember &first = unknown.first();
        const QString allowed = u"allowed here: %1"_s.arg(first.known.join(u", "_s));
        return invalid(u"there is no such key"_s, first.path,
                       first.nearest.isEmpty() ? allowed : u"did you mean \"%1\"?"_s.arg(first.nearest));
    }
    return decode<DumpKind>(json).and_then(check);
}

} // namespace

Result<DumpKind> parseDumpKind(QByteArrayView text, const QString &file)
{
    JsonParser parser;
    const auto json = parser.parse(text, MaxKindFileBytes);
    if (!json) {
        Error error = json.error();
        error.source = file;
        if (error.code != ErrorCode::TooLarge) {
            if (const auto fault = findSyntaxFault(text.toByteArray())) {
                error.text = fault->text;
                error.source += u":%1"_s.arg(fault->at.line);
            }
            error.remedy = uR"(the file must be JSON, as {"type": "fans", "collectors": ["journal"]})"_s;
        }
        return fail(error);
    }
    return read(*json).transform_error([&](Error error) {
        error.source = u"%1:%2"_s.arg(file, QString::number(locateField(text, error.field).line));
        return error;
    });
}

} // namespace muster::agent
