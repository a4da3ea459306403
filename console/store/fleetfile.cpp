// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetfile.h"

#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <chrono>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr std::chrono::seconds LockPatience{5};

std::unexpected<Error> broken(const QString &path, const Error &why)
{
    return fail(Error{ErrorCode::Invalid, u"is not a fleet file that can be read: "_s + why.text, path,
                      why.field, u"mend it or move it away; it is not overwritten"_s});
}

} // namespace

Result<FleetDocument> readFleetFile(const QString &path)
{
    const auto text = readFile(path, MaxFleetBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return FleetDocument();
    if (!text)
        return fail(text.error());
    const auto document = fromJson<FleetDocument>(*text, MaxFleetBytes);
    if (!document)
        return broken(path, document.error());
    if (document->format > FleetDocument::Format) {
        return broken(
            path, {ErrorCode::Invalid,
                   u"it was written by a newer version (format %1, known up to %2)"_s.arg(document->format)
                       .arg(FleetDocument::Format),
                   {},
                   u"format"_s,
                   {}});
    }
    return document;
}

Result<FleetDocument> changeFleetFile(const QString &path,
                                      const std::function<Result<void>(FleetDocument &)> &edit)
{
    if (const auto folder = ensurePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return fail(folder.error());
    QLockFile lock(path + ".lock"_L1);
    if (!lock.tryLock(LockPatience)) {
        if (lock.error() == QLockFile::LockFailedError)
            return fail(Error{ErrorCode::Busy, u"another program is writing it"_s, path, {}, u"try again"_s});
        return fail(
            Error{ErrorCode::Io, u"cannot be locked"_s, path, {}, u"check the folder's permissions"_s});
    }
    auto document = readFleetFile(path);
    if (!document)
        return document;
    const FleetDocument before = *document;
    if (const auto edited = edit(*document); !edited)
        return fail(edited.error());
    if (*document == before)
        return document;
    // Indented: people look into it, and put it under version control.
    const QByteArray text = QJsonDocument::fromJson(toJson(*document)).toJson(QJsonDocument::Indented);
    return replaceFile(path, text).transform([&] { return *document; });
}

} // namespace muster::console
