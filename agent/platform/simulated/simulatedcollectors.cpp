// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedcollectors.h"

#include "agent/dumps/membermaker.h"
#include "agent/platform/simulated/simulatedunits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// One member, whose text is there at once.
class TextCollector : public Collector
{
public:
    TextCollector(QString word, QString member, DumpContent content, std::function<QByteArray()> text)
        : m_word(std::move(word))
        , m_member(std::move(member))
        , m_content(content)
        , m_text(std::move(text))
    {
    }
    [[nodiscard]] QString word() const override { return m_word; }
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &) const override
    {
        return {
            {m_member, false, [name = m_member, content = m_content, text = m_text()](MemberMaker &maker) {
                 maker.bytes(name, content, text);
             }}};
    }

private:
    QString m_word;
    QString m_member;
    DumpContent m_content;
    std::function<QByteArray()> m_text;
};

/// As journalctl -o json writes it.
QByteArray journalOf(const SimulatedUnits &units)
{
    QByteArray text;
    for (const auto &[unit, line] : units.allLines()) {
        const auto usec = std::chrono::duration_cast<std::chrono::microseconds>(line.at.time_since_epoch());
        const QJsonObject entry{{u"__REALTIME_TIMESTAMP"_s, QString::number(usec.count())},
                                {u"_SYSTEMD_UNIT"_s, unit},
                                {u"PRIORITY"_s, QString::number(line.priority)},
                                {u"SYSLOG_IDENTIFIER"_s, line.source},
                                {u"MESSAGE"_s, line.message}};
        text += QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
    }
    return text;
}

QByteArray unitsOf(const SimulatedUnits &units)
{
    QByteArray text;
    for (const UnitStatus &unit : units.all())
        text += u"%1 %2 %3 %4 %5\n"_s
                    .arg(unit.unit, unit.loadState, unit.activeState, unit.subState, unit.description)
                    .toUtf8();
    return text;
}

} // namespace

Collectors simulatedCollectors(const SimulatedUnits &units)
{
    Collectors all;
    const auto add = [&all](const QString &word, const QString &member, DumpContent content,
                            const std::function<QByteArray()> &text) {
        all.push_back(std::make_unique<TextCollector>(word, member, content, text));
    };
    add(u"journal"_s, u"journal.jsonl"_s, DumpContent::Journal, [&units] { return journalOf(units); });
    add(u"units"_s, u"units.txt"_s, DumpContent::Text, [&units] { return unitsOf(units); });
    for (const QString &word :
         {u"kernel"_s, u"cores"_s, u"network"_s, u"processes"_s, u"storage"_s, u"packages"_s}) {
        add(word, word + u".txt"_s, DumpContent::Text,
            [] { return "This machine is simulated and has nothing of the kind.\n"_ba; });
    }
    return all;
}

} // namespace muster::agent
