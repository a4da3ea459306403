// SPDX-License-Identifier: Apache-2.0
#include "console/consolepaths.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace muster::console {

ConsolePaths ConsolePaths::of(const QString &fleetFile)
{
    if (fleetFile.isEmpty()) {
        const QDir config(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
                          + "/muster"_L1);
        const QDir data(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/muster"_L1);
        return {config.filePath(u"fleet.json"_s), data.filePath(u"history.sqlite"_s),
                data.filePath(u"offloads.json"_s), data.filePath(u"key.pem"_s), u"identity"_s};
    }
    const QFileInfo file(fleetFile);
    const QDir folder(file.absolutePath());
    const QString name = file.completeBaseName();
    return {file.absoluteFilePath(), folder.filePath(name + ".history.sqlite"_L1),
            folder.filePath(name + ".offloads.json"_L1), folder.filePath(name + ".key.pem"_L1),
            "identity of "_L1 + file.absoluteFilePath()};
}

} // namespace muster::console
