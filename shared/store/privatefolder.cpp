// SPDX-License-Identifier: Apache-2.0
#include "shared/store/privatefolder.h"

#include "shared/store/atomicfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace muster {

Result<void> ensurePrivateFolder(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    const QString parent = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(parent))
        return fail(ioError(u"create the folder"_s, parent, errno));
    if (::mkdir(name.constData(), S_IRWXU) != 0 && errno != EEXIST)
        return fail(ioError(u"create the folder"_s, path, errno));
    struct stat status = {};
    if (::stat(name.constData(), &status) != 0)
        return fail(ioError(u"look at the folder"_s, path, errno));
    if (!S_ISDIR(status.st_mode))
        return fail(ioError(u"use the folder"_s, path, ENOTDIR));
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return fail({ErrorCode::Forbidden,
                     u"others may write in this folder"_s,
                     path,
                     {},
                     u"run: chmod go-w %1"_s.arg(path)});
    }
    return {};
}

} // namespace muster
