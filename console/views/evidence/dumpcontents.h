// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/evidence/lineview.h"
#include "console/views/viewparts.h"

#include "shared/api/dumps.h"
#include "shared/error.h"

#include <QHash>
#include <QWidget>

#include <optional>

namespace muster::console {

class Label;

/// What is in a dump, and what is missing of it: as its node tells it, without fetching the dump.
class DumpContents : public QWidget
{
    Q_OBJECT
public:
    static constexpr qsizetype MaxKept = 64;

    explicit DumpContents(const ViewParts &parts, QWidget *parent = nullptr);

    /// Hidden when there is none, or it is not whole yet.
    void show(const QString &nodeId, const DumpEntry *entry);
    [[nodiscard]] QString asText() const; ///< empty while nothing is shown

private:
    void fetch();
    void take(const QString &key, const Result<DumpDetails> &details);
    void showDetails();
    [[nodiscard]] static QList<LineView::Line> linesOf(const DumpManifest &manifest);

    const ViewParts m_parts;
    Label *m_heading;
    Label *m_remark;
    LineView *m_lines;
    QString m_key; ///< of what is shown: node, dump and when it ended, for a dump never changes after that
    QString m_nodeId;
    QString m_dumpId;
    QHash<QString, Result<DumpDetails>> m_kept;
    QString m_asked;
};

} // namespace muster::console
