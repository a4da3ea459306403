// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/ages.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace muster::console {

QString Ages::span(milliseconds length)
{
    const auto whole = std::max<qint64>(0, floor<seconds>(length).count());
    if (whole < 60)
        //: a length of time in seconds
        return tr("%1 s").arg(whole);
    if (whole < 3600)
        //: a length of time in minutes
        return tr("%1 min").arg(whole / 60);
    if (whole < 2 * 86400)
        //: a length of time in hours
        return tr("%1 h").arg(whole / 3600);
    //: a length of time in days
    return tr("%1 d").arg(whole / 86400);
}

QString Ages::ago(Timestamp then, Timestamp now)
{
    if (now - then < 1s)
        return tr("just now");
    //: %1 is a length of time such as "2 min"
    return tr("%1 ago").arg(span(now - then));
}

QString Ages::clock(Timestamp then, Timestamp now)
{
    const QDateTime local = toDateTime(then).toLocalTime();
    if (local.date() == toDateTime(now).toLocalTime().date())
        return local.toString(u"HH:mm:ss"_s);
    return local.toString(u"yyyy-MM-dd HH:mm"_s);
}

QString Ages::clockAndAge(Timestamp then, Timestamp now)
{
    //: a moment and how long it is past: "14:04:31, 2 min ago"
    return tr("%1, %2").arg(clock(then, now), ago(then, now));
}

QString Ages::full(Timestamp then)
{
    return toDateTime(then).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz t"_s);
}

QString Ages::bothClocks(const FleetNode &node, Timestamp byNode)
{
    if (!node.clockOffset || *node.clockOffset == 0)
        return full(byNode);
    //: two times of one moment; the first by the clock of the node named %3
    return tr("%1 by the clock of %3\n%2 by the clock here")
        .arg(full(byNode), full(byOurClock(node, byNode)), node.name);
}

Timestamp byOurClock(const FleetNode &node, Timestamp byNode)
{
    return byNode - milliseconds(node.clockOffset.value_or(0));
}

} // namespace muster::console
