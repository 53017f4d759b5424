package files

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"trellis/models"
)

// Bucket is a shelf in an object store that speaks S3: several processes share it. The names of its objects are the keys, behind a
// prefix where the address says one. The bucket is made by whoever runs the store.
type Bucket struct {
	client       *minio.Client
	name, prefix string
}

// openBucket reads s3://KEY:SECRET@HOST:PORT/BUCKET?region=…&prefix=…&secure=false. Without a key the usual variables of the
// environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) say who asks, or else the machine on which this runs.
func openBucket(address string) (Shelf, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("the address of the object store cannot be read: signs such as / and + in a secret are written as %2F and %2B")
	}
	query, bucket := u.Query(), strings.Trim(u.Path, "/")
	for name := range query {
		if !slices.Contains([]string{"region", "prefix", "secure"}, name) {
			return nil, fmt.Errorf("the address of the object store says %q: want region, prefix or secure", name)
		}
	}
	secure, err := strconv.ParseBool(cmp.Or(query.Get("secure"), "true"))
	switch {
	case u.Host == "" || bucket == "" || strings.Contains(bucket, "/"):
		return nil, errors.New("the address of the object store needs a host and one bucket: s3://HOST/BUCKET")
	case err != nil:
		return nil, fmt.Errorf("the address of the object store says secure=%q: want true or false", query.Get("secure"))
	}
	who, err := asking(u.User)
	if err != nil {
		return nil, err
	}
	client, err := minio.New(u.Host, &minio.Options{Creds: who, Secure: secure, Region: query.Get("region")})
	if err != nil {
		return nil, fmt.Errorf("the object store at %s cannot be used: %w", u.Host, err)
	}
	prefix := strings.Trim(query.Get("prefix"), "/")
	if prefix != "" {
		prefix += "/"
	}
	return Bucket{client: client, name: bucket, prefix: prefix}, nil
}

// asking is who asks the store.
func asking(user *url.Userinfo) (*credentials.Credentials, error) {
	if user == nil {
		return credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.IAM{}}), nil
	}
	secret, given := user.Password()
	if user.Username() == "" || !given || secret == "" {
		return nil, errors.New("the address of the object store names a key without its secret: s3://KEY:SECRET@HOST/BUCKET")
	}
	return credentials.NewStaticV4(user.Username(), secret, ""), nil
}

// Put uploads the whole file. An object is seen when all of it has come, not before.
func (b Bucket) Put(ctx context.Context, key string, content []byte) error {
	if err := whole(key); err != nil {
		return err
	}
	_, err := b.client.PutObject(ctx, b.name, b.prefix+key, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	return b.known(err)
}

// Get downloads a file.
func (b Bucket) Get(ctx context.Context, key string) ([]byte, error) {
	if err := whole(key); err != nil {
		return nil, err
	}
	object, err := b.client.GetObject(ctx, b.name, b.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, b.known(err)
	}
	content, err := io.ReadAll(object)
	if err != nil {
		return nil, errors.Join(b.known(err), object.Close())
	}
	return content, object.Close()
}

// Remove removes a file.
func (b Bucket) Remove(ctx context.Context, key string) error {
	if !aKey.MatchString(key) {
		return errOddKey
	}
	err := b.known(b.client.RemoveObject(ctx, b.name, b.prefix+key, minio.RemoveObjectOptions{}))
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	return err
}

// Lying are the objects behind the prefix; what lies in a folder deeper down is not ours.
func (b Bucket) Lying(ctx context.Context) (list []Lying, err error) {
	ctx, stop := context.WithCancel(ctx) // else a listing that is left early goes on
	defer stop()
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix}) {
		if object.Err != nil {
			return nil, b.known(object.Err)
		}
		if key := strings.TrimPrefix(object.Key, b.prefix); aKey.MatchString(key) {
			list = append(list, Lying{Key: key, Size: object.Size, At: object.LastModified})
		}
	}
	return list, ctx.Err()
}

// known tells a missing file from a store that does not answer. A bucket that is missing is no missing file.
func (b Bucket) known(err error) error {
	if err == nil {
		return nil
	}
	said := minio.ToErrorResponse(err)
	if said.Code == minio.NoSuchKey || said.StatusCode == http.StatusNotFound && said.Code != minio.NoSuchBucket {
		return models.ErrNotFound
	}
	return fmt.Errorf("object store, bucket %s: %w", b.name, err)
}
