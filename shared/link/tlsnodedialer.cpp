// SPDX-License-Identifier: Apache-2.0
#include "shared/link/tlsnodedialer.h"

#include "shared/tls/tlsdialer.h"

namespace muster {

QCoro::Task<Result<std::unique_ptr<Transport>>> TlsNodeDialer::dial(QString address, QString pinnedId,
                                                                    std::chrono::milliseconds deadline)
{
    const auto endpoint = Endpoint::parse(address);
    if (!endpoint)
        co_return fail(endpoint.error());
    std::optional<NodeId> pin;
    if (!pinnedId.isEmpty()) {
        const auto parsed = NodeId::parse(pinnedId);
        if (!parsed)
            co_return fail(parsed.error());
        pin = *parsed;
    }
    auto transport = co_await muster::dial(m_context, *endpoint, pin, deadline);
    if (!transport)
        co_return fail(transport.error());
    co_return Result<std::unique_ptr<Transport>>(std::move(*transport));
}

} // namespace muster
