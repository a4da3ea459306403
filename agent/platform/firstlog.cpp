// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/firstlog.h"

namespace muster::agent {

FirstLog::FirstLog(std::unique_ptr<LogPlatform> first, std::function<bool()> hasFirst,
                   std::unique_ptr<LogPlatform> other)
    : m_first(std::move(first))
    , m_hasFirst(std::move(hasFirst))
    , m_other(std::move(other))
{
    for (const LogPlatform *log : {m_first.get(), m_other.get()}) {
        connect(log, &LogPlatform::added, this, &LogPlatform::added);
        connect(log, &LogPlatform::removed, this, &LogPlatform::removed);
    }
}

} // namespace muster::agent
