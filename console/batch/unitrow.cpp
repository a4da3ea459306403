// SPDX-License-Identifier: Apache-2.0
#include "console/batch/unitrow.h"

using namespace Qt::StringLiterals;

namespace muster::console {

Health healthOf(const UnitStatus &unit)
{
    if (unit.activeState == "failed"_L1)
        return Health::Critical;
    if (unit.loadState != "loaded"_L1)
        return Health::Warning;
    return unit.activeState.isEmpty() ? Health::Unknown : Health::OK;
}

QString whyText(const UnitFailure &failure)
{
    if (!failure.explanation.isEmpty())
        return failure.explanation;
    if (!failure.signal.isEmpty())
        return u"killed by %1"_s.arg(failure.signal);
    if (failure.exitCode)
        return u"exited with code %1"_s.arg(*failure.exitCode);
    return failure.result;
}

} // namespace muster::console
