// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/caller.h"

#include "shared/tls/endpoint.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

QString Caller::host() const
{
    const auto endpoint = Endpoint::parse(address);
    return endpoint ? endpoint->host : address;
}

Result<void> checkPeerName(const QString &name)
{
    if (name.trimmed().isEmpty() || !std::ranges::all_of(name, [](QChar c) { return c.isPrint(); }))
        return fail(ErrorCode::Invalid, u"a name must consist of printable characters"_s, u"params.name"_s);
    return {};
}

Result<void> checkGrantable(Role role)
{
    if (role == Role::Viewer || role == Role::Operator || role == Role::Admin)
        return {};
    return fail(ErrorCode::Invalid, u"a peer can be Viewer, Operator or Admin"_s, u"params.role"_s);
}

} // namespace muster::agent
