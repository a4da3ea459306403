// SPDX-License-Identifier: Apache-2.0
#include "console/archive/unpack.h"

#include "console/archive/spool.h"

#include <KCompressionDevice>
#include <KFilterBase>

#include <QIODevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qint64 PackedStep = 256 * 1024;
constexpr qsizetype UnpackedStep = 1024 * 1024;

KCompressionDevice::CompressionType kdeType(Packing packing)
{
    switch (packing) {
    case Packing::Gzip:
    case Packing::Deflate:
        return KCompressionDevice::GZip;
    case Packing::Bzip2:
        return KCompressionDevice::BZip2;
    case Packing::Xz:
        return KCompressionDevice::Xz;
    case Packing::Zstd:
        return KCompressionDevice::Zstd;
    case Packing::None:
        break;
    }
    return KCompressionDevice::None;
}

/// Drives one of KArchive's filters by itself: KCompressionDevice ends with the first of several streams, and
/// cannot tell a stream that ended from one that was cut off.
class Unpacker
{
public:
    Unpacker(const Bytes &packed, Packing packing, const QString &name, const ArchiveLimits &limits,
             const WorkWatch &watch, Spool spool)
        : m_packed(packed)
        , m_packing(packing)
        , m_name(name)
        , m_limits(limits)
        , m_watch(watch)
        , m_spool(std::move(spool))
        , m_filter(KCompressionDevice::filterForCompressionType(kdeType(packing)))
        , m_room(UnpackedStep, Qt::Uninitialized)
    {
    }
    ~Unpacker()
    {
        if (m_filter)
            m_filter->terminate();
    }
    Q_DISABLE_COPY_MOVE(Unpacker)

    [[nodiscard]] Result<Unpacked> run()
    {
        if (!m_filter)
            return fail({ErrorCode::Unsupported,
                         u"this program was built without %1"_s.arg(packingName(m_packing)),
                         m_name,
                         {},
                         {}});
        if (m_packing == Packing::Deflate)
            m_filter->setFilterFlags(KFilterBase::NoHeaders);
        m_filter->init(QIODevice::ReadOnly);
        for (qint64 at = 0; at < m_packed.size() && !m_damage; at += PackedStep) {
            if (m_watch.isStopped())
                return stopped(m_name);
            m_watch.tell(at, m_packed.size());
            const auto step = m_packed.read(at, PackedStep);
            if (!step)
                return fail(step.error());
            if (const auto done = take(*step, at); !done)
                return fail(done.error());
        }
        if (!m_damage && m_isInStream)
            m_damage = damage(u"it is cut off: the end of what was packed is missing"_s);
        return Unpacked{m_spool.bytes(m_name), m_damage};
    }

private:
    [[nodiscard]] Error damage(const QString &text) const
    {
        return {ErrorCode::Invalid, text, m_name, {}, u"get the file again; what comes before is shown"_s};
    }

    [[nodiscard]] Result<void> take(const QByteArray &step, qint64 at)
    {
        QByteArrayView rest = step;
        m_filter->setInBuffer(rest.data(), uint(rest.size()));
        bool wasFull = false;
        while (!rest.isEmpty() || wasFull) {
            if (!m_isInStream && !beginStream(rest))
                return {};
            m_filter->setOutBuffer(m_room.data(), uint(m_room.size()));
            const auto result = m_filter->uncompress();
            const qsizetype made = m_room.size() - m_filter->outBufferAvailable();
            const qsizetype left = m_filter->inBufferAvailable();
            const bool isStuck = made == 0 && left == rest.size();
            rest = rest.last(left);
            if (const auto kept = keep(made, at + step.size() - left); !kept || m_damage)
                return kept;
            if (result == KFilterBase::Error || (isStuck && result == KFilterBase::Ok && !rest.isEmpty())) {
                m_damage =
                    damage(u"it is damaged near byte %1 of the packed file"_s.arg(at + step.size() - left));
                return {};
            }
            if (result == KFilterBase::End)
                m_isInStream = false;
            // What a filter still holds back comes without more input, gzip's alone waits for its trailer.
            wasFull = m_packing != Packing::Gzip && m_packing != Packing::Deflate && result == KFilterBase::Ok
                      && made == m_room.size();
        }
        return {};
    }

    /// At the beginning of a stream, or of what pads the last one.
    [[nodiscard]] bool beginStream(QByteArrayView &rest)
    {
        if (m_hasBegun && std::ranges::all_of(rest, [](char c) { return c == 0; })) {
            rest = {};
            return false;
        }
        if (m_hasBegun) {
            m_filter->terminate();
            m_filter->init(QIODevice::ReadOnly);
            m_filter->setInBuffer(rest.data(), uint(rest.size()));
        }
        m_isInStream = true;
        m_hasBegun = true;
        return true;
    }

    [[nodiscard]] Result<void> keep(qsizetype made, qint64 consumed)
    {
        const qint64 total = m_spool.size() + made;
        if (total > m_limits.unpackedBytes) {
            m_damage = beyond(u"it unpacks to more than %1 MiB"_s.arg(m_limits.unpackedBytes >> 20));
            return {};
        }
        if (total > m_limits.plainBytes && total / m_limits.ratio > consumed) {
            m_damage =
                beyond(u"it unpacks to more than %1 times its size, as bombs do"_s.arg(m_limits.ratio));
            return {};
        }
        return m_spool.append(QByteArrayView(m_room).first(made));
    }

    [[nodiscard]] Error beyond(const QString &text) const
    {
        return {ErrorCode::TooLarge, text, m_name, {}, u"only what was unpacked until then is shown"_s};
    }

    const Bytes &m_packed;
    const Packing m_packing;
    const QString m_name;
    const ArchiveLimits &m_limits;
    const WorkWatch &m_watch;
    Spool m_spool;
    std::unique_ptr<KFilterBase> m_filter;
    QByteArray m_room;
    std::optional<Error> m_damage;
    bool m_hasBegun = false;
    bool m_isInStream = false;
};

} // namespace

Result<Unpacked> unpack(const Bytes &packed, Packing packing, const QString &name,
                        const ArchiveLimits &limits, const WorkWatch &watch)
{
    auto spool = Spool::make(limits);
    if (!spool)
        return fail(spool.error());
    return Unpacker(packed, packing, name, limits, watch, std::move(*spool)).run();
}

} // namespace muster::console
