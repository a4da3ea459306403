// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/leadership.h"

namespace muster::agent {

// What members say matters only where the coordinator is theirs to confirm.
void Leadership::confirm(const QString &, const BeatAnswer &, BootClock::time_point)
{
}

QCoro::Task<> Leadership::leave()
{
    co_return;
}

void Leadership::seen(const QString &, qint64)
{
}

void Leadership::heard(const BeatParams &)
{
}

void Leadership::lost(const Error &)
{
}

} // namespace muster::agent
