// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/refusals.h"

#include "shared/log.h"

#include <numeric>

namespace muster {

Refusals::Refusals(QObject *parent)
    : QObject(parent)
{
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (total() > m_logged)
            log();
    });
}

void Refusals::add(Refusal reason, const QString &text, const QString &source)
{
    ++m_counts[size_t(reason)];
    m_lastText = text;
    m_lastSource = source;
    if (!m_quiet.isActive())
        log();
}

quint64 Refusals::total() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), quint64(0));
}

void Refusals::log()
{
    qCWarning(logNet).noquote().nospace()
        << "refused connections count=" << total() - m_logged << " last_from=" << m_lastSource
        << " last_reason=\"" << m_lastText << '"';
    m_logged = total();
    m_quiet.start(LogInterval);
}

} // namespace muster
