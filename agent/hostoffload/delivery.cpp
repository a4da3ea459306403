// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/delivery.h"

#include "agent/hostoffload/dumparchive.h"
#include "shared/dumps/offloadrecord.h"
#include "shared/model/codec.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using Kind = DeliveryFault::Kind;

/// Of a record that is looked at; those of dumps of 100 GiB have a tenth.
constexpr qint64 MaxRecordBytes = 32 * 1024 * 1024;

std::unexpected<DeliveryFault> targetFault(const Error &error)
{
    const bool isOfConfig = !error.field.isEmpty();
    Kind kind = Kind::Passing;
    if (error.code == ErrorCode::Cancelled)
        kind = Kind::Stopped;
    else if (error.code == ErrorCode::Conflict)
        kind = Kind::Dump;
    else if (error.code == ErrorCode::Forbidden && !isOfConfig)
        kind = Kind::Refused;
    else if (error.code == ErrorCode::Invalid && !isOfConfig)
        kind = Kind::WrongBytes;
    return std::unexpected(DeliveryFault{kind, error});
}

std::unexpected<DeliveryFault> dumpFault(const Error &error)
{
    const Kind kind = error.code == ErrorCode::Cancelled ? Kind::Stopped : Kind::Dump;
    return std::unexpected(DeliveryFault{kind, error});
}

/// Whether each piece that the other dump has is in this one, as whole.
bool hasPiecesOf(const DumpManifest &one, const DumpManifest &other)
{
    return std::ranges::all_of(other.pieces, [&one](const DumpPiece &piece) {
        if (piece.id.isEmpty())
            return true;
        const auto own = std::ranges::find(one.pieces, piece.nodeId, &DumpPiece::nodeId);
        return own != one.pieces.cend() && !own->id.isEmpty()
               && (own->state == DumpState::Complete || piece.state != DumpState::Complete);
    });
}

/// Whether it has all of the other one, and something besides.
bool isMoreThan(const DumpManifest &one, const DumpManifest &other)
{
    if (!hasPiecesOf(one, other))
        return false;
    return !hasPiecesOf(other, one)
           || (one.state == DumpState::Complete && other.state != DumpState::Complete);
}

/// One delivery.
class Deliverer
{
public:
    Deliverer(HostTarget &target, const HostDelivery &wish, DumpSeal seal, DumpArchive archive,
              const std::stop_token &stop)
        : m_target(target)
        , m_wish(wish)
        , m_seal(std::move(seal))
        , m_archive(std::move(archive))
        , m_stop(stop)
    {
        const QString id = m_archive.manifest().id;
        const QString node = wish.system.isEmpty() ? wish.node : wish.system;
        const OffloadFiles files = OffloadFiles::of({}, node, id);
        m_archiveName = QFileInfo(files.archive).fileName();
        m_recordName = QFileInfo(files.record).fileName();
    }

    std::expected<Delivered, DeliveryFault> run()
    {
        const auto known = knownRecord();
        if (!known && known.error().code != ErrorCode::NotFound)
            return targetFault(known.error());
        if (known && !isOurs(*known))
            return targetFault(nameIsTaken(m_recordName));
        if (known && known->digest == m_seal.digest)
            return renewed();
        if (known)
            return madeMore(*known);
        return begun();
    }

private:
    Result<OffloadRecord> knownRecord()
    {
        const auto json = m_target.read(m_recordName, MaxRecordBytes, m_stop);
        // What is no record is somebody else's file.
        if (!json)
            return fail(json.error().code == ErrorCode::TooLarge ? nameIsTaken(m_recordName) : json.error());
        auto record = fromJson<OffloadRecord>(*json, MaxRecordBytes);
        return record ? record : fail(nameIsTaken(m_recordName));
    }

    [[nodiscard]] bool isOurs(const OffloadRecord &record) const
    {
        const bool isOfSystem = !m_wish.system.isEmpty() && m_wish.members.contains(record.nodeId);
        return record.id == m_archive.manifest().id && (record.nodeId == m_wish.nodeId || isOfSystem);
    }

    /// The record is there: it was put last. So the archive is what it should be, or was damaged since.
    std::expected<Delivered, DeliveryFault> renewed()
    {
        const auto there = m_target.look(m_archiveName, m_stop);
        if (!there && there.error().code != ErrorCode::NotFound)
            return targetFault(there.error());
        if (there && isWhole(*there))
            return Delivered{m_seal.digest};
        return put(true, true);
    }

    /// Another make of the dump is there.
    std::expected<Delivered, DeliveryFault> madeMore(const OffloadRecord &known)
    {
        if (m_archive.manifest().pieces.isEmpty() || !known.manifest)
            return targetFault(nameIsTaken(m_recordName));
        if (!isMoreThan(m_archive.manifest(), *known.manifest))
            return Delivered{m_seal.digest, true};
        return put(true, true);
    }

    /// There is no record yet. An archive without one is what an earlier try left, or somebody else's.
    std::expected<Delivered, DeliveryFault> begun()
    {
        const auto there = m_target.look(m_archiveName, m_stop);
        if (!there && there.error().code != ErrorCode::NotFound)
            return targetFault(there.error());
        if (!there)
            return put(true, false);
        if (isWhole(*there))
            return put(false, false);
        if (m_wish.replacesArchive)
            return put(true, true);
        const auto beginning = m_archive.blob().hashOfFirst(there->size, m_stop);
        if (!beginning)
            return dumpFault(beginning.error());
        const bool isCutOff = there->size < m_archive.blob().size && *beginning == there->sha256;
        return isCutOff ? put(true, true) : targetFault(nameIsTaken(m_archiveName));
    }

    std::expected<Delivered, DeliveryFault> put(bool sendsArchive, bool replaces)
    {
        if (sendsArchive) {
            if (const auto sent = m_target.put(m_archiveName, m_archive.blob(), replaces, m_stop); !sent)
                return targetFault(sent.error());
        }
        OffloadRecord record;
        record.nodeId = m_wish.nodeId;
        record.node = m_wish.node;
        record.id = m_archive.manifest().id;
        record.digest = m_seal.digest;
        record.size = m_seal.size;
        record.blocks = QString::fromLatin1(m_seal.hashes.toHex());
        record.frames = m_archive.frames();
        record.at = now();
        record.manifest = m_archive.manifest();
        const HostBlob json = HostBlob::of(toJson(record), "application/json");
        if (const auto sent = m_target.put(m_recordName, json, replaces, m_stop); !sent)
            return targetFault(sent.error());
        return Delivered{m_seal.digest};
    }

    [[nodiscard]] bool isWhole(const HostFile &file) const
    {
        return file.size == m_archive.blob().size && file.sha256 == m_archive.blob().sha256;
    }

    HostTarget &m_target;
    const HostDelivery &m_wish;
    DumpSeal m_seal;
    DumpArchive m_archive;
    std::stop_token m_stop;
    QString m_archiveName;
    QString m_recordName;
};

} // namespace

std::expected<Delivered, DeliveryFault> deliver(HostTarget &target, const HostDelivery &wish,
                                                const std::stop_token &stop)
{
    const auto seal = sealed(wish.folder, stop);
    if (!seal)
        return dumpFault(seal.error());
    const auto archive = DumpArchive::measure(wish.folder, *seal, stop);
    if (!archive)
        return dumpFault(archive.error());
    return Deliverer(target, wish, *seal, *archive, stop).run();
}

} // namespace muster::agent
