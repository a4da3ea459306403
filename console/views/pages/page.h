// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/acts/actorder.h"
#include "console/dumps/dumpids.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"

#include <QList>
#include <QWidget>

class QVBoxLayout;

namespace muster::console {

class PageHeader;

/// One page of the middle: a header, and content below it. Pages never ask the network themselves when shown:
/// they show what the fleet knows, at once.
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(const ViewParts &parts, QWidget *parent = nullptr);

    void focusFilter(); ///< of the table that is seen, for "find on this page"
    [[nodiscard]] const Subject &subject() const { return m_subject; } ///< what is selected on it

Q_SIGNALS:
    void placeWanted(const muster::console::Place &place);
    void subjectChanged(const muster::console::Subject &subject);
    void evidenceWanted(); ///< the evidence panel shall be unfolded
    void addNodesWanted();
    void pairingWanted(const QStringList &addresses);
    void systemWanted(const QString &name,
                      const QStringList &nodeIds); ///< create or edit; empty name: a new one
    void unpairWanted(const QString &nodeId);
    void acknowledgeWanted(const QList<muster::console::Subject> &failures);
    void dissolveWanted(const QString &system);
    void handOverWanted(const QString &system, const QString &nodeId); ///< that member shall coordinate
    void repeatWanted(const QString &system); ///< members shall be told the membership in force
    void createDumpsWanted(const QStringList &nodeIds);
    void offloadDumpsWanted(const QList<muster::console::DumpId> &dumps);
    void openDumpFilesWanted(const QStringList &paths);
    void deleteDumpsWanted(const QList<muster::console::DumpId> &dumps);
    void actWanted(const muster::console::ActWish &wish);
    void scheduleWanted(const QString &system); ///< its power shall change at a time
    void watchListWanted(const QStringList &nodeIds); ///< what these nodes watch shall be edited

protected:
    [[nodiscard]] const ViewParts &parts() const { return m_parts; }
    [[nodiscard]] PageHeader &header() { return *m_header; }
    [[nodiscard]] QVBoxLayout &content() { return *m_content; }
    void setSubject(const Subject &subject);

private:
    const ViewParts m_parts;
    PageHeader *m_header;
    QVBoxLayout *m_content;
    Subject m_subject;
};

} // namespace muster::console
