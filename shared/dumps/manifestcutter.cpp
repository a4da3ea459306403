// SPDX-License-Identifier: Apache-2.0
#include "shared/dumps/manifestcutter.h"

#include "shared/dumps/dumplayout.h"
#include "shared/dumps/tarheader.h"

using namespace Qt::StringLiterals;

namespace muster {

void ManifestCutter::add(QByteArrayView bytes)
{
    if (m_isWhole || m_isWrong)
        return;
    m_head.append(bytes);
    look();
}

void ManifestCutter::look()
{
    while (m_size < 0) {
        if (m_head.size() < m_at + tar::BlockBytes)
            return;
        const QByteArrayView header = QByteArrayView(m_head).sliced(m_at, tar::BlockBytes);
        bool isNumber = false;
        const qint64 size = header.sliced(124, 11).toByteArray().toLongLong(&isNumber, 8);
        const bool isPax = header[156] == 'x';
        if (!isNumber || size < 0 || size > MaxManifestBytes || header.sliced(257, 5) != "ustar") {
            m_isWrong = true;
            return;
        }
        m_at += tar::BlockBytes;
        if (isPax) {
            m_at += size + tar::paddingOf(size);
            m_isWrong = m_at > MaxManifestBytes;
            if (m_isWrong)
                return;
            continue;
        }
        m_from = m_at;
        m_size = size;
    }
    m_isWhole = m_head.size() >= m_from + m_size;
    if (m_isWhole)
        m_head.truncate(m_from + m_size);
}

Result<QByteArray> ManifestCutter::json() const
{
    if (!m_isWhole)
        return fail(ErrorCode::Invalid, u"it does not begin with the manifest of a dump"_s);
    return m_head.sliced(m_from);
}

} // namespace muster
