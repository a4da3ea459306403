// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/restorephrases.h"

namespace muster::console {

QString RestorePhrases::ofWhole(RestorePolicy policy)
{
    switch (policy) {
    case RestorePolicy::AlwaysOn:
        //: what becomes of a system after an outage
        return tr("it is powered on");
    case RestorePolicy::AlwaysOff:
        //: what becomes of a system after an outage
        return tr("it stays off");
    case RestorePolicy::Restore:
        //: what becomes of a system after an outage
        return tr("it becomes what it was last asked to be");
    case RestorePolicy::None:
        break;
    }
    //: what becomes of a system after an outage
    return tr("nothing is done");
}

QString RestorePhrases::ofPart(PartialOutage policy)
{
    switch (policy) {
    case PartialOutage::Rejoin:
        //: what becomes of members that lost their power while others did not
        return tr("they are brought to what the others have");
    case PartialOutage::Hold:
        //: what becomes of members that lost their power while others did not
        return tr("they stay off until somebody powers them on, and that is told");
    case PartialOutage::System:
        break;
    }
    //: what becomes of members that lost their power while others did not
    return tr("as if all had lost it");
}

QList<FactList::Fact> RestorePhrases::facts(const SystemSettings &settings)
{
    //: what becomes of a system after an outage; %1 is as "it is powered on", %2 a number of seconds
    const QString whole = tr("%1; members are waited for up to %2 s")
                              .arg(ofWhole(settings.restorePolicy))
                              .arg(settings.restoreWindowSeconds);
    return {
        //: before what becomes of a system then
        {tr("When all lose power"), {.text = whole}},
        //: before what becomes of members then
        {tr("When some lose power"), {.text = ofPart(settings.partialOutage)}},
        //: before what becomes of a host then
        {tr("When a BMC restarts"), {.text = tr("its host goes on")}},
    };
}

} // namespace muster::console
