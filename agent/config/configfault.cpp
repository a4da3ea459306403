// SPDX-License-Identifier: Apache-2.0
#include "agent/config/configfault.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

QString toString(const ConfigFault &fault)
{
    QString line = fault.file;
    if (fault.line > 0)
        line += u':' + QString::number(fault.line);
    line += u": "_s;
    if (!fault.key.isEmpty())
        line += fault.key + u": "_s;
    line += fault.text;
    if (!fault.remedy.isEmpty())
        line += u"; "_s + fault.remedy;
    return line;
}

ConfigFault toFault(const Error &error)
{
    const qsizetype colon = error.source.lastIndexOf(u':');
    bool hasLine = false;
    const int line = QStringView(error.source).sliced(colon + 1).toInt(&hasLine);
    if (colon > 0 && hasLine)
        return {error.source.first(colon), line, error.field, error.text, error.remedy};
    return {error.source, 0, error.field, error.text, error.remedy};
}

} // namespace muster::agent
