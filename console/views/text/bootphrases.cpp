// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/bootphrases.h"

#include "console/views/text/ages.h"

#include <QLocale>

namespace muster::console {

QString BootPhrases::outcome(BootOutcome outcome)
{
    switch (outcome) {
    case BootOutcome::Unknown:
        //: how a boot ended: nobody saw it
        return tr("Not known");
    case BootOutcome::UnderWay:
        //: a boot that has not ended
        return tr("Boots");
    case BootOutcome::Running:
        //: how a boot ended: the operating system runs
        return tr("Booted");
    case BootOutcome::Failed:
        //: how a boot ended
        return tr("Failed");
    case BootOutcome::Off:
        //: how a boot ended: the host went off before it had booted
        return tr("Went off");
    }
    return {};
}

Mark BootPhrases::markOf(BootOutcome outcome)
{
    switch (outcome) {
    case BootOutcome::UnderWay:
        return Mark::Running;
    case BootOutcome::Running:
        return Mark::Well;
    case BootOutcome::Failed:
        return Mark::Critical;
    case BootOutcome::Off:
        return Mark::Care;
    case BootOutcome::Unknown:
        break;
    }
    return Mark::Unknown;
}

QString BootPhrases::length(qint64 milliseconds)
{
    const QLocale locale;
    if (milliseconds < 1000)
        return tr("%1 ms").arg(milliseconds);
    if (milliseconds < 60'000)
        return tr("%1 s").arg(locale.toString(double(milliseconds) / 1000.0, 'f', 1));
    const qint64 seconds = milliseconds / 1000;
    return tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
}

QString BootPhrases::clock(Timestamp at)
{
    return Ages::clock(at, now());
}

QString BootPhrases::stalls(const BootStall &stall)
{
    return stall.isByHistory
               //: of a stage of a boot; %1 is a time
               ? tr("it stalls: earlier boots let expect no more than %1")
                     .arg(length(stall.limitMilliseconds))
               //: of a stage of a boot; %1 is a time
               : tr("it stalls: no stage may last longer than %1").arg(length(stall.limitMilliseconds));
}

} // namespace muster::console
