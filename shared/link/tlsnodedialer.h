// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/link/dialer.h"

#include "shared/tls/tlscontext.h"

namespace muster {

/// Dials nodes over TLS with the console's own identity.
class TlsNodeDialer : public Dialer
{
public:
    explicit TlsNodeDialer(const TlsContext &context)
        : m_context(context)
    {
    }

    [[nodiscard]] QCoro::Task<Result<std::unique_ptr<Transport>>>
    dial(QString address, QString pinnedId, std::chrono::milliseconds deadline) override;

private:
    TlsContext m_context;
};

} // namespace muster
