// SPDX-License-Identifier: Apache-2.0
#include "console/archive/framedzstd.h"

#include <QCache>
#include <QMutex>
#include <QMutexLocker>
#include <QtEndian>

#include <algorithm>
#include <optional>

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 MaxFrameBytes = 16 << 20; ///< larger ones would take long for a few bytes
constexpr qint64 LongestHeader = 18;
constexpr qint64 BlockHeaderBytes = 3;
constexpr qint64 ChecksumBytes = 4;
constexpr quint32 SkippableMagic = 0x184d2a50;
constexpr quint32 SkippableMask = 0xfffffff0;
constexpr qint64 SkippableHeaderBytes = 8;
constexpr int HeldFrames = 8;
constexpr int RleBlock = 1;
constexpr int ReservedBlock = 3;

struct ZstdFrame
{
    qint64 packedAt = 0;
    qint64 packedSize = 0;
    qint64 at = 0; ///< in what it unpacks to
    qint64 size = 0;
};

/// RFC 8878, 3.1.1.1: the first byte after the magic number says which fields follow.
qint64 headerSize(QByteArrayView head)
{
    const auto descriptor = uchar(head[4]);
    const bool isSingleSegment = (descriptor >> 5) & 1;
    constexpr qint64 DictionaryBytes[] = {0, 1, 2, 4};
    const qint64 contentSizeBytes[] = {isSingleSegment ? 1 : 0, 2, 4, 8};
    return 5 + (isSingleSegment ? 0 : 1) + DictionaryBytes[descriptor & 3]
           + contentSizeBytes[descriptor >> 6];
}

/// Where the frame ends that begins there; -1 when it is cut off or makes no sense.
Result<qint64> frameEnd(const Bytes &packed, qint64 at, QByteArrayView head)
{
    const bool hasChecksum = (uchar(head[4]) >> 2) & 1;
    at += headerSize(head);
    bool isLast = false;
    while (!isLast) {
        const auto bytes = packed.read(at, BlockHeaderBytes);
        if (!bytes)
            return fail(bytes.error());
        if (bytes->size() < BlockHeaderBytes)
            return -1;
        const quint32 block =
            uchar(bytes->at(0)) | quint32(uchar(bytes->at(1))) << 8 | quint32(uchar(bytes->at(2))) << 16;
        isLast = block & 1;
        const int type = int((block >> 1) & 3);
        if (type == ReservedBlock)
            return -1;
        at += BlockHeaderBytes + (type == RleBlock ? 1 : block >> 3);
    }
    at += hasChecksum ? ChecksumBytes : 0;
    return at <= packed.size() ? at : -1;
}

/// Empty list when it is packed otherwise.
Result<QList<ZstdFrame>> readFrames(const Bytes &packed)
{
    QList<ZstdFrame> frames;
    qint64 unpacked = 0;
    for (qint64 at = 0; at < packed.size();) {
        const auto head = packed.read(at, LongestHeader);
        if (!head)
            return fail(head.error());
        if (head->size() < SkippableHeaderBytes)
            return QList<ZstdFrame>();
        if ((qFromLittleEndian<quint32>(head->constData()) & SkippableMask) == SkippableMagic) {
            at += SkippableHeaderBytes + qFromLittleEndian<quint32>(head->constData() + 4);
            continue;
        }
        const auto size = ZSTD_getFrameContentSize(head->constData(), size_t(head->size()));
        if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN
            || qint64(size) > MaxFrameBytes)
            return QList<ZstdFrame>();
        const auto end = frameEnd(packed, at, *head);
        if (!end)
            return fail(end.error());
        if (*end < 0)
            return QList<ZstdFrame>();
        if (size > 0)
            frames.append({at, *end - at, unpacked, qint64(size)});
        unpacked += qint64(size);
        at = *end;
    }
    return frames;
}

class FramedBytes : public Bytes
{
public:
    FramedBytes(SharedBytes packed, const QList<ZstdFrame> &frames, const QString &name)
        : m_packed(std::move(packed))
        , m_frames(frames)
        , m_name(name)
        , m_held(HeldFrames)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_frames.last().at + m_frames.last().size; }

    [[nodiscard]] Result<QByteArray> read(qint64 offset, qint64 most) const override
    {
        QByteArray bytes;
        const qint64 end = std::min(size(), offset + std::max(most, qint64(0)));
        if (offset < 0 || offset >= end)
            return bytes;
        bytes.reserve(end - offset);
        auto frame = std::ranges::upper_bound(m_frames, offset, {}, &ZstdFrame::at) - 1;
        for (; frame != m_frames.cend() && frame->at < end; ++frame) {
            const auto unpacked = unpackedFrame(frame - m_frames.cbegin());
            if (!unpacked)
                return fail(unpacked.error());
            const qint64 from = std::max(offset - frame->at, qint64(0));
            bytes += QByteArrayView(*unpacked).sliced(from, std::min(frame->size, end - frame->at) - from);
        }
        return bytes;
    }

private:
    [[nodiscard]] Result<QByteArray> unpackedFrame(qsizetype number) const
    {
        {
            const QMutexLocker lock(&m_mutex);
            if (const QByteArray *held = m_held.object(number))
                return *held;
        }
        const ZstdFrame &frame = m_frames.at(number);
        const auto packed = m_packed->read(frame.packedAt, frame.packedSize);
        if (!packed)
            return fail(packed.error());
        QByteArray unpacked(frame.size, Qt::Uninitialized);
        const size_t made = ZSTD_decompress(unpacked.data(), size_t(unpacked.size()), packed->constData(),
                                            size_t(packed->size()));
        if (ZSTD_isError(made) || qint64(made) != frame.size)
            return fail({ErrorCode::Invalid,
                         u"it is damaged between bytes %1 and %2 of the packed file"_s.arg(frame.packedAt)
                             .arg(frame.packedAt + frame.packedSize),
                         m_name,
                         {},
                         u"get the file again; the rest of it can be read"_s});
        const QMutexLocker lock(&m_mutex);
        m_held.insert(number, new QByteArray(unpacked));
        return unpacked;
    }

    SharedBytes m_packed;
    QList<ZstdFrame> m_frames;
    QString m_name;
    mutable QMutex m_mutex; ///< guards m_held
    mutable QCache<qsizetype, QByteArray> m_held;
};

} // namespace

Result<SharedBytes> openFramedZstd(const SharedBytes &packed, const QString &name,
                                   const ArchiveLimits &limits)
{
    const auto frames = readFrames(*packed);
    if (!frames)
        return fail(frames.error());
    if (frames->isEmpty())
        return SharedBytes();
    const qint64 size = frames->last().at + frames->last().size;
    const bool isBomb = size > limits.plainBytes && size / limits.ratio > packed->size();
    if (size > limits.unpackedBytes || isBomb)
        return SharedBytes();
    return std::make_shared<FramedBytes>(packed, *frames, name);
}

} // namespace muster::console
