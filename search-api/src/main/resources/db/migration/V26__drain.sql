-- Workers and devices that are to be given nothing new.
ALTER TABLE worker ADD COLUMN draining boolean NOT NULL DEFAULT false;
ALTER TABLE device ADD COLUMN draining boolean NOT NULL DEFAULT false;
