// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/managementplatform.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

QCoro::Task<Result<void>> ManagementPlatform::bmcDumpEnd(QString)
{
    Result<void> answer = fail(ErrorCode::Unsupported, u"this machine does not tell when a dump has ended"_s);
    co_return answer;
}

} // namespace muster::agent
