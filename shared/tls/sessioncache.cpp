// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/sessioncache.h"

namespace muster {

void SessionCache::put(const QByteArray &key, SessionPtr session)
{
    if (m_sessions.size() >= MaxSessions && !m_sessions.contains(key))
        m_sessions.erase(m_sessions.begin());
    m_sessions.insert_or_assign(key, std::move(session));
}

SessionPtr SessionCache::take(const QByteArray &key)
{
    const auto found = m_sessions.find(key);
    if (found == m_sessions.end())
        return {};
    SessionPtr session = std::move(found->second);
    m_sessions.erase(found);
    return session;
}

} // namespace muster
