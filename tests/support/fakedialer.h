// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/link/dialer.h"
#include "tests/support/fakenode.h"

#include <QHash>

namespace muster::test {

/// Dials fake nodes by address; where there is none, nobody answers.
class FakeDialer : public Dialer
{
public:
    QHash<QString, FakeNode *> nodes; ///< borrowed
    int dialled = 0;

    QCoro::Task<Result<std::unique_ptr<Transport>>> dial(QString address, QString pinnedId,
                                                         std::chrono::milliseconds) override
    {
        ++dialled;
        FakeNode *node = nodes.value(address);
        if (!node)
            co_return fail(ErrorCode::Unavailable, QStringLiteral("connection refused"));
        if (!pinnedId.isEmpty() && node->nodeId != pinnedId)
            co_return fail(ErrorCode::NotPaired,
                           QStringLiteral("expected %1, but %2 answered").arg(pinnedId, node->nodeId));
        co_return Result<std::unique_ptr<Transport>>(node->connectConsole());
    }
};

} // namespace muster::test
