// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/logplatform.h"

namespace muster::agent {

/// For logs that are looked at each time.
QCoro::Task<Result<void>> LogPlatform::refresh()
{
    Result<void> done;
    co_return done;
}

QCoro::Task<Result<QList<LogEntry>>> LogPlatform::blocks()
{
    Result<QList<LogEntry>> none = QList<LogEntry>();
    co_return none;
}

} // namespace muster::agent
