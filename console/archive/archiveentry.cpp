// SPDX-License-Identifier: Apache-2.0
#include "console/archive/archiveentry.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace muster::console {

QString plainPath(const QString &path)
{
    QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    parts.removeAll(u"."_s);
    const QString joined = parts.join(u'/');
    return path.startsWith(u'/') ? u'/' + joined : joined;
}

} // namespace muster::console
