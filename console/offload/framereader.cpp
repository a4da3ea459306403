// SPDX-License-Identifier: Apache-2.0
#include "console/offload/framereader.h"

#include "shared/dumps/dumplayout.h"
#include "shared/dumps/tarheader.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace muster::console {

Result<qint64> FrameReader::read(qint64 offset, qint64 size, const ZstdReader::Sink &sink)
{
    m_zstd.begin(size);
    qint64 length = 0;
    while (!m_zstd.isWhole()) {
        const auto got = m_readAt(offset + length, m_buffer.data(), m_buffer.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return fail(ErrorCode::Invalid, u"the file ends within a zstd frame"_s);
        if (const auto added = m_zstd.add(QByteArrayView(m_buffer).first(*got), sink); !added)
            return fail(added.error());
        length += m_zstd.taken();
        if (m_zstd.taken() < *got && !m_zstd.isWhole())
            return fail(ErrorCode::Invalid, u"the zstd frame holds less than it should"_s);
    }
    return length;
}

Result<qint64> FrameReader::readAny(qint64 offset, const std::function<bool(QByteArrayView)> &takes)
{
    m_zstd.begin(std::numeric_limits<qint64>::max());
    qint64 length = 0;
    bool isWanted = true;
    while (!m_zstd.isOver()) {
        const auto got = m_readAt(offset + length, m_buffer.data(), m_buffer.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return fail(ErrorCode::Invalid, u"the file ends within a zstd frame"_s);
        const auto added = m_zstd.add(QByteArrayView(m_buffer).first(*got),
                                      [&](QByteArrayView bytes) { isWanted = isWanted && takes(bytes); });
        if (!added)
            return fail(added.error());
        if (!isWanted)
            return fail(ErrorCode::Invalid, u"what it holds is no dump, or more than one"_s);
        length += m_zstd.taken();
    }
    return length;
}

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

} // namespace muster::console
