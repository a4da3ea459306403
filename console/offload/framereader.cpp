// SPDX-License-Identifier: Apache-2.0
#include "console/offload/framereader.h"

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

} // namespace muster::console
