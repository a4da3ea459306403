// SPDX-License-Identifier: Apache-2.0
#include "agent/units/unitdump.h"

#include "shared/model/codec.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// A member of text; one without any is named as missing.
DumpSource textMember(const QString &name, const QByteArray &text, const QString &why,
                      DumpContent content = DumpContent::Text)
{
    return {name, text, {}, text.isEmpty() ? why : QString(), content};
}

QByteArray propertyText(const QList<UnitProperty> &properties)
{
    QByteArray text;
    for (const UnitProperty &property : properties)
        text += property.name.toUtf8() + '=' + property.value.toUtf8() + '\n';
    return text;
}

QByteArray needsText(const QList<NeededUnit> &needs)
{
    QByteArray text;
    for (const NeededUnit &need : needs) {
        text +=
            u"%1 %2 %3: %4 (%5) %6\n"_s
                .arg(need.neededBy, need.relation, need.unit, need.activeState, need.subState, need.result)
                .toUtf8();
    }
    return text;
}

} // namespace

QList<DumpSource> dumpSources(const UnitFailure &failure, const UnitEvidence &evidence)
{
    QByteArray lines;
    QByteArray text;
    for (const JournalLine &line : evidence.journal) {
        lines += toJson(line) + '\n';
        text += toIso(line.at) + ' ' + line.source.toUtf8() + ": " + line.message.toUtf8() + '\n';
    }
    const QString why = evidence.missing.isEmpty() ? u"there is none"_s : evidence.missing;
    QList<DumpSource> sources{{u"failure.json"_s, toJson(failure) + '\n', {}, {}, DumpContent::Json},
                              textMember(u"journal.jsonl"_s, lines, why),
                              textMember(u"journal.txt"_s, text, why),
                              textMember(u"properties.txt"_s, propertyText(evidence.properties), why),
                              textMember(u"needs.txt"_s, needsText(evidence.needs), why)};
    if (!evidence.core.isEmpty())
        sources.append(
            {QFileInfo(evidence.core).fileName().right(200), {}, evidence.core, {}, DumpContent::Core});
    return sources;
}

} // namespace muster::agent
