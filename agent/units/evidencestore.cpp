// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidencestore.h"

#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// The JSON of evidence, without as many of its oldest lines as are needed to make it fit.
QByteArray boundedJson(UnitEvidence &evidence)
{
    QByteArray json = toJson(evidence);
    qsizetype leftOut = 0;
    while (json.size() > EvidenceStore::MaxOneBytes && !evidence.journal.isEmpty()) {
        const qsizetype half = (evidence.journal.size() + 1) / 2;
        evidence.journal.remove(0, half);
        leftOut += half;
        json = toJson(evidence);
    }
    if (leftOut == 0)
        return json;
    if (!evidence.missing.isEmpty())
        evidence.missing += "; "_L1;
    evidence.missing += u"%1 older journal lines, for they are too large"_s.arg(leftOut);
    return toJson(evidence);
}

} // namespace

EvidenceStore::EvidenceStore(QString folder)
    : EvidenceStore(std::move(folder), Bounds())
{
}

EvidenceStore::EvidenceStore(QString folder, Bounds bounds)
    : m_folder(std::move(folder))
    , m_bounds(bounds)
{
}

Result<void> EvidenceStore::put(UnitEvidence evidence, const QStringList &openIds) const
{
    const QByteArray json = boundedJson(evidence);
    const auto stored =
        ensurePrivateFolder(m_folder).and_then([&] { return replaceFile(fileOf(evidence.failureId), json); });
    if (stored)
        bound(openIds + QStringList(evidence.failureId));
    return stored;
}

Result<UnitEvidence> EvidenceStore::get(const QString &failureId) const
{
    return readFile(fileOf(failureId), 2 * MaxOneBytes)
        .and_then([](const QByteArray &json) { return fromJson<UnitEvidence>(json, 2 * MaxOneBytes); })
        .transform_error([&](Error error) {
            if (error.code == ErrorCode::NotFound)
                error.text = u"no evidence of this is kept"_s;
            error.field = failureId;
            error.source.clear();
            return error;
        });
}

/// Unit names have characters that file names should not, and come from outside: the hash is always a good
/// name.
QString EvidenceStore::fileOf(const QString &failureId) const
{
    const QByteArray hash = QCryptographicHash::hash(failureId.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_folder + u'/' + QString::fromLatin1(hash.first(32)) + ".json"_L1;
}

void EvidenceStore::bound(const QStringList &keptLongest) const
{
    QFileInfoList files =
        QDir(m_folder).entryInfoList({u"*.json"_s}, QDir::Files, QDir::Time | QDir::Reversed);
    QSet<QString> kept;
    for (const QString &id : keptLongest)
        kept.insert(fileOf(id));
    std::ranges::stable_partition(
        files, [&](const QFileInfo &file) { return !kept.contains(m_folder + u'/' + file.fileName()); });
    qsizetype count = files.size();
    qint64 bytes = 0;
    for (const QFileInfo &file : std::as_const(files))
        bytes += file.size();
    for (const QFileInfo &file : std::as_const(files)) {
        if (count <= m_bounds.files && bytes <= m_bounds.bytes)
            return;
        if (QFile::remove(file.filePath())) {
            --count;
            bytes -= file.size();
        }
    }
}

} // namespace muster::agent
