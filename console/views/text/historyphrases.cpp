// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/historyphrases.h"

#include "console/views/text/ages.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace muster::console {

namespace {

QDateTime local(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
}

} // namespace

QString HistoryPhrases::span(Facet facet, const FacetSpan &span)
{
    QString value = span.isTold() ? StatePhrases::value(span.value) : tr("not told");
    if (span.isPartial)
        value += u"?"_s;
    if (span.isTold() && span.health != Health::OK)
        value += u", "_s + Phrases::health(span.health);
    const Timestamp present = now();
    //: %1 is a part of the state, %2 what it had, %3 and %4 times, %5 how long that was: "Host: Running,
    //: 14:02:10 to 14:03:41 (91 s)"
    return tr("%1: %2, %3 to %4 (%5)")
        .arg(StatePhrases::facet(facet), value, Ages::clock(span.from, present),
             present - span.to < 2s ? tr("now") : Ages::clock(span.to, present),
             Ages::span(span.to - span.from));
}

QString HistoryPhrases::spanToldBy(const Fleet &fleet, Facet facet, const FacetSpan &said)
{
    const FleetNode *node = fleet.node(said.toldBy);
    //: %1 is what a part of the state had and when, %2 the node that said so
    return node ? tr("%1; told by %2").arg(span(facet, said), node->name) : span(facet, said);
}

QString HistoryPhrases::length(std::chrono::minutes length)
{
    const auto hours = int(std::chrono::duration_cast<std::chrono::hours>(length).count());
    return hours % 24 == 0 && hours > 24 ? tr("%n days", nullptr, hours / 24)
                                         : tr("%n hours", nullptr, hours);
}

Timestamp HistoryPhrases::firstTick(Timestamp from, std::chrono::minutes tick)
{
    const QDateTime midnight = local(from).date().startOfDay();
    const std::chrono::milliseconds since(midnight.msecsTo(local(from)));
    const auto ticks =
        since / std::chrono::milliseconds(tick) + (since % std::chrono::milliseconds(tick) > 0ms ? 1 : 0);
    return Timestamp(std::chrono::milliseconds(midnight.toMSecsSinceEpoch())) + ticks * tick;
}

QString HistoryPhrases::tick(Timestamp at, std::chrono::minutes tick)
{
    const QDateTime time = local(at);
    const QLocale locale;
    if (tick >= 24h || time.time() == QTime(0, 0))
        return locale.toString(time.date(), u"ddd d"_s);
    return locale.toString(time.time(), u"HH:mm"_s);
}

} // namespace muster::console
