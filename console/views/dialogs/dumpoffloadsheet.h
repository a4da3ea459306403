// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/dumps/dumpids.h"
#include "console/views/dialogs/worksheet.h"

class QLineEdit;

namespace muster::console {

/// Where dumps are to be fetched to, which of them can be, and how much that is; then they are queued.
class DumpOffloadSheet : public WorkSheet
{
    Q_OBJECT
public:
    DumpOffloadSheet(const ViewParts &parts, const QList<DumpId> &dumps, QWidget *parent);

    void setFolder(const QString &folder);

protected:
    [[nodiscard]] QString verb(int count) const override;
    void run(const QStringList &keys) override;
    [[nodiscard]] bool isReady() const override;

private:
    [[nodiscard]] WorkList::Item itemOf(const DumpId &dump) const;
    void choose();
    void checkFolder();

    QHash<QString, DumpId> m_dumps; ///< by key
    QLineEdit *m_folder;
};

} // namespace muster::console
